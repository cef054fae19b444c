;; A store that goes half beyond the end writes nothing; what is computed for it comes first.
(module
  (memory (export "m") 1)
  (func (export "wide") (param i32) (i64.store (local.get 0) (i64.const -1)))
  (func (export "half") (param i32) (i32.store16 (local.get 0) (i32.const -1)))
  (func (export "order") (param i32) (i32.store (i32.const 70000) (i32.div_u (i32.const 1) (local.get 0))))
  (func (export "end") (result i64) (i64.load (i32.const 65528))))
(assert_trap (invoke "wide" (i32.const 65529)) "out of bounds memory access")
(assert_trap (invoke "wide" (i32.const 65532)) "out of bounds memory access")
(assert_trap (invoke "half" (i32.const 65535)) "out of bounds memory access")
(assert_trap (invoke "wide" (i32.const -1)) "out of bounds memory access")
(assert_return (invoke "end") (i64.const 0))
(assert_trap (invoke "order" (i32.const 0)) "integer divide by zero")
(assert_trap (invoke "order" (i32.const 1)) "out of bounds memory access")
