package io.hyperslab.testkit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// The tests of h5py whose behaviour a test of ours asserts. `docs/H5PY.md` lists them from here.
@Retention(RetentionPolicy.SOURCE)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface H5py {
  /// Names as in `h5py/tests-3.16.0.txt`: `test_dataset::TestCreateShape.test_create_scalar`.
  String[] value();

  /// What is deliberately different here, and why; empty when users of h5py see the same.
  String differs() default "";
}
