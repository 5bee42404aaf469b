import CAllocationCounter

/// Whether ``allocations(_:)`` counts on this platform; tests that rest on it are enabled by it.
public let countsAllocations = palaestra_counts_allocations

/// True where code is optimized: without, a call that an ``EnvironmentWrapper`` forwards by default allocates.
public let isOptimized: Bool = {
  #if DEBUG
    false
  #else
    true
  #endif
}()

/// How many heap blocks the calling thread allocates while a closure runs.
///
/// The first run of a piece of code may fill caches of the runtime, generic metadata above all: run it once before.
public func allocations(_ body: () throws -> Void) rethrows -> Int {
  let before = palaestra_allocation_count()
  try body()
  return palaestra_allocation_count() - before
}
