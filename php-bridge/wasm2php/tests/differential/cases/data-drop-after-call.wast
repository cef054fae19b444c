;; A call that is still pending on the operand stack needs the segment that is dropped behind it.
;; Found: data.drop and elem.drop were written out at once, before the call.
(module
  (memory (export "m") 1)
  (table $t 4 funcref)
  (data $bytes "abcd")
  (elem $names func $init)
  (func $init (result i32)
    (memory.init $bytes (i32.const 8) (i32.const 0) (i32.const 4))
    (i32.load (i32.const 8)))
  (func $fill (result i32)
    (table.init $t $names (i32.const 1) (i32.const 0) (i32.const 1))
    (i32.const 5))
  (func (export "data") (result i32)
    call $init
    data.drop $bytes)
  (func (export "elem") (result i32)
    call $fill
    elem.drop $names)
  (func (export "again") (result i32) call $init))
(assert_return (invoke "data") (i32.const 0x64636261))
(assert_return (invoke "elem") (i32.const 5))
(assert_trap (invoke "again") "out of bounds memory access")
