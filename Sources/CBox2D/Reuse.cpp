// Emptying a world without giving its memory back.
//
// Destroying all bodies leaves a world that differs from a new one in one thing: the broad phase's tree hands out its
// nodes in another order. The numbers of the nodes decide which of two shapes comes first in a contact, and in which
// order contacts are solved, so the same task would not move alike, bit for bit. Here the tree's free nodes are put
// back in order. A new world would do as well, but would allocate a dozen blocks at every reset.

#include "World.hpp"

namespace {

/// The nodes of an empty tree.
class FreeNodes {
 public:
  explicit FreeNodes(b2BroadPhase &tree) : tree(tree) {
    // A node begins with its box, which the tree shows by number.
    nodes = reinterpret_cast<b2TreeNode *>(const_cast<b2AABB *>(&tree.GetFatAABB(0)));
  }

  void sort() {
    // Only the tree knows its first free node, but it tells when asked for two leaves and given back the second: the
    // list then goes on from that leaf, through what was their parent, to the rest.
    const int32 first = add(), second = add();
    tree.DestroyProxy(second);
    const int32 count = 1 + length(second);
    const bool isZeroFree = first != 0 && second != 0;
    if (isZeroFree) bringZeroUp(first, second, count);
    // The list begins with what is freed last, which is to be node 0.
    add();
    if (isZeroFree) add();
    if (first != 0) tree.DestroyProxy(first);
    if (second != 0) tree.DestroyProxy(second);
    tree.DestroyProxy(0);
    for (int32 node = 0; node < count; ++node) nodes[node].next = node + 1 < count ? node + 1 : b2_nullNode;
  }

 private:
  /// Has the list go on from `second` through some node, which will be a parent, to node 0.
  void bringZeroUp(int32 first, int32 second, int32 count) {
    int32 last = second;
    auto append = [&](int32 node) { last = nodes[last].next = node; };
    int32 parent = 1;
    while (parent == first || parent == second) ++parent;
    append(parent);
    append(0);
    for (int32 node = 1; node < count; ++node) {
      if (node != first && node != second && node != parent) append(node);
    }
    nodes[last].next = b2_nullNode;
  }

  int32 add() { return tree.CreateProxy(b2AABB{b2Vec2(0, 0), b2Vec2(0, 0)}, nullptr); }

  int32 length(int32 node) const {
    int32 length = 0;
    for (; node != b2_nullNode; node = nodes[node].next) ++length;
    return length;
  }

  b2BroadPhase &tree;
  b2TreeNode *nodes;
};

}  // namespace

void CB2World::clear() {
  Arena::Use use(arena);
  box2D->SetDestructionListener(nullptr);
  for (b2Body *body = box2D->GetBodyList(); body;) {
    b2Body *next = body->GetNext();
    box2D->DestroyBody(body);
    body = next;
  }
  box2D->SetDestructionListener(this);
  bodies.clear();
  fixtures.clear();
  joints.clear();
  contacts.clear();
  FreeNodes(const_cast<b2ContactManager &>(box2D->GetContactManager()).m_broadPhase).sort();
}
