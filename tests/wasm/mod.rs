//! What has to hold of the wasm door wherever it runs; `wasm_node.rs` and `wasm_browser.rs` each run it in their place.
//! The text door is called as JavaScript calls it, through wasm-bindgen's glue: a JavaScript string in, one out.

use super::call;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_test::wasm_bindgen_test;

const DESCRIBE: &str = r#"{"contract":1,"command":"describe"}"#;
const PAGE_BYTES: usize = 65_536;
const LARGEST_REQUEST: usize = 8 * 1024 * 1024;

#[wasm_bindgen]
extern "C" {
    /// The raw exports that PHP and `js/` use, as JavaScript sees them.
    type Raw;
    #[wasm_bindgen(method)]
    fn mg_alloc(this: &Raw, len: usize) -> usize;
    #[wasm_bindgen(method)]
    fn mg_call(this: &Raw, request: usize, len: usize) -> usize;
    #[wasm_bindgen(method)]
    fn mg_release(this: &Raw, answer: usize);

    #[wasm_bindgen(js_name = JSON)]
    type Json;
    #[wasm_bindgen(static_method_of = Json, js_class = "JSON", catch)]
    fn parse(text: &str) -> Result<JsValue, JsValue>;
}

fn raw() -> Raw {
    use wasm_bindgen::JsCast;
    wasm_bindgen::exports().unchecked_into()
}

/// The bytes door, byte for byte as a host does it.
fn exchange(request: &[u8]) -> Vec<u8> {
    let raw = raw();
    let input = raw.mg_alloc(request.len());
    // SAFETY: mg_alloc gave `len` bytes in this very memory, and nothing else has them.
    unsafe { core::ptr::copy_nonoverlapping(request.as_ptr(), input as *mut u8, request.len()) };
    let answer = raw.mg_call(input, request.len());
    // SAFETY: mg_call returned the address of a length and of so many bytes, ours until they are released.
    let bytes = unsafe {
        let length = u32::from_le_bytes((answer as *const [u8; 4]).read_unaligned());
        core::slice::from_raw_parts((answer + 4) as *const u8, length as usize).to_vec()
    };
    raw.mg_release(answer);
    bytes
}

/// The request of the README, and its figures.
fn readme() -> &'static str {
    let (_, after) = include_str!("../../README.md").split_once("let request = r#\"").unwrap();
    after.split_once("\"#;").unwrap().0
}

fn refusal(code: &str) -> String {
    format!(r#"{{"ok":false,"errors":[{{"code":"{code}","#)
}

#[wasm_bindgen_test]
fn describes_itself() {
    let answer = call(DESCRIBE);
    assert!(answer.starts_with(r#"{"ok":true,"name":"makegood","version":""#), "{answer}");
    assert!(Json::parse(&answer).is_ok(), "{answer}");
}

#[wasm_bindgen_test]
fn settles_the_example_of_the_readme() {
    let answer = call(readme());
    for figure in [
        r#""availability":"99.940001""#,
        r#""adjustment":{"n":1,"kind":"sla","net":"1.00","tax":"0.20","gross":"1.20""#,
        r#""posting":"1.20""#,
    ] {
        assert!(answer.contains(figure), "{figure} is not in {answer}");
    }
}

#[wasm_bindgen_test]
fn a_refusal_is_an_answer() {
    for (request, code) in [("", "invalid_json"), ("[1]", "wrong_type"), (r#"{"contract":2}"#, "unsupported_contract")]
    {
        let answer = call(request);
        assert!(answer.starts_with(&refusal(code)), "{request}: {answer}");
    }
}

/// Text goes through UTF-16 and back: a code point beyond the basic plane, quotes, a backslash, an escape, a line end.
#[wasm_bindgen_test]
fn text_survives_the_crossing() {
    for (written, answered) in [
        ("😀 é 中 \u{10ffff}", "😀 é 中 \u{10ffff}"),
        (r#"\"quoted\" \\ \/"#, r#"\"quoted\" \\ /"#),
        (r"\ud83d\ude00 \u00e9 \n\t\u0001", r"😀 é \n\t\u0001"),
    ] {
        let request = format!(
            r#"{{"contract":1,"command":"advanceCase","asOf":"2026-04-04T06:00:00Z","action":"accept","actor":"admin:1","note":"{written}","case":{{"id":"12","kind":"run","state":"open","openedAt":"2026-04-04T05:00:00Z","run":"4"}}}}"#
        );
        let answer = call(&request);
        assert!(answer.contains(&format!(r#""note":"{answered}"}}"#)), "{written}: {answer}");
        assert_eq!(exchange(request.as_bytes()), answer.as_bytes(), "the doors differ");
    }
}

/// One byte more than a request may have is refused; at the limit it is read.
#[wasm_bindgen_test]
fn a_request_that_is_too_large_is_refused() {
    let padded = |bytes: usize| format!("{DESCRIBE}{}", " ".repeat(bytes - DESCRIBE.len()));
    assert!(call(&padded(LARGEST_REQUEST)).starts_with(r#"{"ok":true"#));
    assert!(call(&padded(LARGEST_REQUEST + 1)).starts_with(&refusal("request_too_large")));
}

#[wasm_bindgen_test]
fn the_raw_exports_answer_the_same_bytes() {
    for request in [DESCRIBE, readme(), "", "{}"] {
        assert_eq!(exchange(request.as_bytes()), call(request).as_bytes(), "{request}");
    }
    assert!(exchange(b"\xff").starts_with(refusal("invalid_utf8").as_bytes()));
}

/// What a call takes it gives back: after the first calls memory stays as it is, through either door.
#[wasm_bindgen_test]
fn many_calls_do_not_grow_memory() {
    let pages = || core::arch::wasm32::memory_size(0);
    let round = |calls: usize| {
        for _ in 0..calls {
            assert!(call(readme()).len() > 1_000);
            assert!(exchange(readme().as_bytes()).len() > 1_000);
            assert!(call("{").starts_with(&refusal("invalid_json")));
        }
    };
    round(50);
    let before = pages();
    round(300);
    let grown = (pages() - before) * PAGE_BYTES;
    assert!(grown <= PAGE_BYTES, "900 calls took {grown} bytes more");
}
