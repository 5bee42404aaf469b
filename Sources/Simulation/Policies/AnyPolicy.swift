/// A policy of any of the scalar types that environments exchange; switched on once a run.
public enum AnyPolicy {
  /// Numbers observed, categories acted with.
  case floatInt(any Policy<Float, Int>)
  /// Numbers observed and acted with.
  case floatFloat(any Policy<Float, Float>)
  /// Categories observed and acted with.
  case intInt(any Policy<Int, Int>)
}
