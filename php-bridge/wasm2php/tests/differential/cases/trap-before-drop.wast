;; A division that traps comes before the drop behind it: afterwards the segment is still there.
(module
  (memory 1)
  (data $bytes "z")
  (func (export "divide") (param i32) (result i32)
    i32.const 1
    local.get 0
    i32.div_u
    data.drop $bytes)
  (func (export "use") (result i32)
    (memory.init $bytes (i32.const 0) (i32.const 0) (i32.const 1))
    (i32.load8_u (i32.const 0))))
(assert_trap (invoke "divide" (i32.const 0)) "integer divide by zero")
(assert_return (invoke "use") (i32.const 122))
(assert_return (invoke "divide" (i32.const 1)) (i32.const 1))
(assert_trap (invoke "use") "out of bounds memory access")
