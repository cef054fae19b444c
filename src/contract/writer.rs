//! Answers → compact JSON bytes: a serde serializer for exactly what answers are made of. Names of fields are known to
//! be plain and are copied without a look at their bytes, and so is what arrives as bytes (printed numbers and times).

// serde's trait knows floats. They are named here only to be refused.
use core::ffi::{c_double, c_float};
use serde::ser::{self, Impossible, Serialize, Serializer};
use std::fmt;

/// Something that no answer is made of.
#[derive(Debug)]
pub(super) struct Unwritable;

impl fmt::Display for Unwritable {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("no answer is made of this")
    }
}

impl std::error::Error for Unwritable {}

impl ser::Error for Unwritable {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }
}

type Written = Result<(), Unwritable>;

/// Appends JSON to bytes.
#[derive(Debug)]
pub(super) struct Writer {
    pub bytes: Vec<u8>,
}

impl Writer {
    /// A string that needs no escapes.
    #[inline(never)]
    fn plain(&mut self, text: &[u8]) {
        self.bytes.push(b'"');
        self.bytes.extend_from_slice(text);
        self.bytes.push(b'"');
    }

    /// Any string: quotes, backslashes and control characters are escaped, everything else stands as it is.
    #[inline(never)]
    fn text(&mut self, text: &str) {
        if text.bytes().all(|byte| byte >= b' ' && byte != b'"' && byte != b'\\') {
            return self.plain(text.as_bytes());
        }
        self.bytes.push(b'"');
        for byte in text.bytes() {
            match byte {
                b'"' | b'\\' => self.bytes.extend_from_slice(&[b'\\', byte]),
                b'\n' => self.bytes.extend_from_slice(b"\\n"),
                b'\r' => self.bytes.extend_from_slice(b"\\r"),
                b'\t' => self.bytes.extend_from_slice(b"\\t"),
                0x08 => self.bytes.extend_from_slice(b"\\b"),
                0x0c => self.bytes.extend_from_slice(b"\\f"),
                0..=0x1f => {
                    let low = if byte & 15 < 10 { b'0' } else { b'a'.wrapping_sub(10) };
                    let digits = [b'0'.wrapping_add(byte >> 4), low.wrapping_add(byte & 15)];
                    self.bytes.extend_from_slice(b"\\u00");
                    self.bytes.extend_from_slice(&digits);
                }
                other => self.bytes.push(other),
            }
        }
        self.bytes.push(b'"');
    }

    #[inline(never)]
    fn integer(&mut self, value: i64) {
        let text = crate::money::DecimalText::exact(value, 0);
        self.bytes.extend_from_slice(text.as_str().as_bytes());
    }
}

/// The members or elements of something that is open.
#[derive(Debug)]
pub(super) struct Open<'w> {
    writer: &'w mut Writer,
    closing: u8,
    is_first: bool,
}

impl<'w> Open<'w> {
    #[inline(never)]
    fn new(writer: &'w mut Writer, opening: u8, closing: u8) -> Self {
        writer.bytes.push(opening);
        Self { writer, closing, is_first: true }
    }

    #[inline(never)]
    fn next(&mut self) -> &mut Writer {
        if !self.is_first {
            self.writer.bytes.push(b',');
        }
        self.is_first = false;
        self.writer
    }

    #[inline(never)]
    fn name(&mut self, name: &'static str) -> &mut Writer {
        let writer = self.next();
        writer.plain(name.as_bytes());
        writer.bytes.push(b':');
        writer
    }

    #[inline(never)]
    fn close(self) -> Written {
        self.writer.bytes.push(self.closing);
        Ok(())
    }
}

impl ser::SerializeSeq for Open<'_> {
    type Ok = ();
    type Error = Unwritable;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Written {
        value.serialize(self.next())
    }

    fn end(self) -> Written {
        self.close()
    }
}

impl ser::SerializeTuple for Open<'_> {
    type Ok = ();
    type Error = Unwritable;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Written {
        value.serialize(self.next())
    }

    fn end(self) -> Written {
        self.close()
    }
}

impl ser::SerializeStruct for Open<'_> {
    type Ok = ();
    type Error = Unwritable;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Written {
        value.serialize(self.name(name))
    }

    fn end(self) -> Written {
        self.close()
    }
}

/// Values that no answer holds.
macro_rules! unwritable {
    ($($method:ident($($argument:ty),*);)+) => {
        $(fn $method(self, $(_: $argument),*) -> Written { Err(Unwritable) })+
    };
}

impl<'w> Serializer for &'w mut Writer {
    type Ok = ();
    type Error = Unwritable;
    type SerializeSeq = Open<'w>;
    type SerializeTuple = Open<'w>;
    type SerializeStruct = Open<'w>;
    type SerializeMap = Impossible<(), Unwritable>;
    type SerializeTupleStruct = Impossible<(), Unwritable>;
    type SerializeTupleVariant = Impossible<(), Unwritable>;
    type SerializeStructVariant = Impossible<(), Unwritable>;

    fn serialize_bool(self, value: bool) -> Written {
        self.bytes.extend_from_slice(if value { b"true" } else { b"false" });
        Ok(())
    }

    fn serialize_i64(self, value: i64) -> Written {
        self.integer(value);
        Ok(())
    }

    fn serialize_u32(self, value: u32) -> Written {
        self.integer(i64::from(value));
        Ok(())
    }

    fn serialize_str(self, value: &str) -> Written {
        self.text(value);
        Ok(())
    }

    fn serialize_bytes(self, value: &[u8]) -> Written {
        self.plain(value);
        Ok(())
    }

    fn serialize_none(self) -> Written {
        self.bytes.extend_from_slice(b"null");
        Ok(())
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Written {
        value.serialize(self)
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Open<'w>, Unwritable> {
        Ok(Open::new(self, b'[', b']'))
    }

    fn serialize_tuple(self, _: usize) -> Result<Open<'w>, Unwritable> {
        Ok(Open::new(self, b'[', b']'))
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Open<'w>, Unwritable> {
        Ok(Open::new(self, b'{', b'}'))
    }

    unwritable! {
        serialize_i8(i8);
        serialize_i16(i16);
        serialize_i32(i32);
        serialize_u8(u8);
        serialize_u16(u16);
        serialize_u64(u64);
        serialize_f32(c_float);
        serialize_f64(c_double);
        serialize_char(char);
        serialize_unit();
        serialize_unit_struct(&'static str);
        serialize_unit_variant(&'static str, u32, &'static str);
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Written {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Written {
        Err(Unwritable)
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Self::SerializeTupleStruct, Unwritable> {
        Err(Unwritable)
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, Unwritable> {
        Err(Unwritable)
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Self::SerializeMap, Unwritable> {
        Err(Unwritable)
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStructVariant, Unwritable> {
        Err(Unwritable)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde::Serialize;

    #[derive(Debug, Serialize)]
    struct Sample {
        #[serde(rename = "theText")]
        text: String,
        numbers: Vec<i64>,
        nothing: Option<bool>,
        pair: [Option<u32>; 2],
    }

    proptest! {
        #[test]
        fn writes_what_serde_json_writes(text in "\\PC{0,8}[\\x00-\\x7f]{0,8}", numbers: Vec<i64>, nothing: Option<bool>, pair: [Option<u32>; 2]) {
            let sample = Sample { text, numbers, nothing, pair };
            let mut writer = Writer { bytes: Vec::new() };
            sample.serialize(&mut writer).unwrap();
            prop_assert_eq!(writer.bytes, serde_json::to_vec(&sample).unwrap());
        }
    }
}
