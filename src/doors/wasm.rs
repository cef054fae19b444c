//! The wasm door: text for wasm-bindgen's glue, raw bytes for everybody else.
#![allow(unsafe_code, reason = "bytes cross the boundary as addresses into linear memory")]

use wasm_bindgen::prelude::wasm_bindgen;

/// Bytes in front of an answer that hold its length, little-endian.
const HEADER: usize = 4;

/// `call` for JavaScript: the answer to one request.
#[wasm_bindgen]
#[must_use]
pub fn call(request: &str) -> String {
    String::from_utf8(crate::call(request.as_bytes())).unwrap_or_default()
}

/// Room for a request of `len` bytes. It goes to `mg_call`, which takes it, or to nobody.
#[unsafe(no_mangle)]
pub extern "C" fn mg_alloc(len: usize) -> *mut u8 {
    Box::into_raw(Box::<[u8]>::new_uninit_slice(len)).cast::<u8>()
}

/// Answers the request at `request`, which is consumed, and returns the address of a length (4 bytes, little-endian)
/// followed by that many bytes. The answer goes back to `mg_release`.
///
/// # Safety
/// `request` and `len` are those of one `mg_alloc`, not used before, and every byte was written since.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mg_call(request: *mut u8, len: usize) -> *const u8 {
    // SAFETY: by the contract of this function the pair describes a box that mg_alloc gave away.
    let request = unsafe { Box::from_raw(core::ptr::slice_from_raw_parts_mut(request, len)) };
    framed(&request)
}

/// As `mg_call`, of bytes that stay the caller's.
///
/// # Safety
/// `len` bytes can be read at `request`, and nobody writes them meanwhile.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mg_ask(request: *const u8, len: usize) -> *const u8 {
    // SAFETY: by the contract of this function.
    framed(unsafe { core::slice::from_raw_parts(request, len) })
}

/// The answer behind its length.
fn framed(request: &[u8]) -> *const u8 {
    let answer = crate::call(request);
    let length = u32::try_from(answer.len()).unwrap_or(0);
    let mut framed = Vec::with_capacity(answer.len().saturating_add(HEADER));
    framed.extend_from_slice(&length.to_le_bytes());
    framed.extend_from_slice(&answer);
    Box::into_raw(framed.into_boxed_slice()).cast::<u8>().cast_const()
}

/// Gives back an answer of `mg_call`.
///
/// # Safety
/// `answer` came from `mg_call` and was not given back before; its length is untouched.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn mg_release(answer: *mut u8) {
    // SAFETY: by the contract of this function the header is there and says how long the box is.
    let length = unsafe { answer.cast::<[u8; HEADER]>().read_unaligned() };
    let bytes = usize::try_from(u32::from_le_bytes(length)).unwrap_or(0).saturating_add(HEADER);
    // SAFETY: as above; the box was made with exactly this length.
    drop(unsafe { Box::from_raw(core::ptr::slice_from_raw_parts_mut(answer, bytes)) });
}
