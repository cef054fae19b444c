;; PHP's own functions keep a signalling NaN, or quieten it where wasm does not.
(module
  (memory 1)
  (func (export "ceil") (param i64) (result i64) (i64.reinterpret_f64 (f64.ceil (f64.reinterpret_i64 (local.get 0)))))
  (func (export "keep") (param i32) (result i32)
    (f32.store (i32.const 0) (f32.reinterpret_i32 (local.get 0)))
    (i32.reinterpret_f32 (f32.load (i32.const 0))))
  (func (export "neg") (param i32) (result i32) (i32.reinterpret_f32 (f32.neg (f32.reinterpret_i32 (local.get 0)))))
  (func (export "promote") (param i32) (result i64) (i64.reinterpret_f64 (f64.promote_f32 (f32.reinterpret_i32 (local.get 0))))))
(assert_return (invoke "ceil" (i64.const 0x7ff4000000000000)) (i64.const 0x7ffc000000000000))
(assert_return (invoke "keep" (i32.const 0x7fa00001)) (i32.const 0x7fa00001))
(assert_return (invoke "neg" (i32.const 0x7fa00001)) (i32.const 0xffa00001))
(assert_return (invoke "promote" (i32.const 0x7fa00000)) (i64.const 0x7ffc000000000000))
