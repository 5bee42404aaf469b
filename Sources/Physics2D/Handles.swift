import CBox2D

/// A rigid body of a ``PhysicsWorld``: a name for it, which may be stored and copied freely.
public struct Body: Hashable, Sendable {
  /// The role of a body in the simulation.
  public enum Kind: Sendable {
    /// Never moves: ground and walls.
    case `static`
    /// Moves with the velocity it is given and yields to nothing.
    case kinematic
    /// Moves by forces, impulses, contacts and joints.
    case dynamic
  }

  let index: UInt32
  let generation: UInt32
}

/// A shape with a material, fixed to a body.
public struct Fixture: Hashable, Sendable {
  let index: UInt32
  let generation: UInt32
}

/// A hinge: two bodies share a point and turn about it.
public struct RevoluteJoint: Hashable, Sendable {
  let index: UInt32
  let generation: UInt32
}

/// A rail: one body slides along an axis of another and does not turn against it.
public struct PrismaticJoint: Hashable, Sendable {
  let index: UInt32
  let generation: UInt32
}

/// A handle of Box2D's shim: the index and generation of a body, a fixture or a joint.
protocol Handle {
  var index: UInt32 { get }
  var generation: UInt32 { get }
  init(index: UInt32, generation: UInt32)
}

extension Handle {
  init(_ handle: CB2Handle) { self.init(index: handle.index, generation: handle.generation) }

  var raw: CB2Handle { CB2Handle(index: index, generation: generation) }
}

extension Body: Handle {}
extension Fixture: Handle {}
extension RevoluteJoint: Handle {}
extension PrismaticJoint: Handle {}
