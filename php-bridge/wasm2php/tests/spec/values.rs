//! Values of a script as the driver reads them: a kind, and an integer that holds the bits.

use wast::core::{NanPattern, WastArgCore, WastRetCore};
use wast::{WastArg, WastRet};

fn bits(value: u64) -> String {
    match value.cast_signed() {
        i64::MIN => "PHP_INT_MIN".into(),
        value => value.to_string(),
    }
}

/// None for a value of a type that is not supported.
pub fn argument(arg: &WastArg<'_>) -> Option<String> {
    Some(match arg {
        WastArg::Core(WastArgCore::I32(v)) => format!("['i',{}]", v.cast_unsigned()),
        WastArg::Core(WastArgCore::I64(v)) => format!("['i',{}]", bits(v.cast_unsigned())),
        WastArg::Core(WastArgCore::F32(v)) => format!("['f',{}]", v.bits),
        WastArg::Core(WastArgCore::F64(v)) => format!("['d',{}]", bits(v.bits)),
        WastArg::Core(WastArgCore::RefNull(_)) => "['n',0]".into(),
        WastArg::Core(WastArgCore::RefExtern(n)) => format!("['x',{n}]"),
        _ => return None,
    })
}

pub fn result(ret: &WastRet<'_>) -> Option<String> {
    Some(match ret {
        WastRet::Core(WastRetCore::I32(v)) => format!("['i',{}]", v.cast_unsigned()),
        WastRet::Core(WastRetCore::I64(v)) => format!("['i',{}]", bits(v.cast_unsigned())),
        WastRet::Core(WastRetCore::F32(NanPattern::Value(v))) => format!("['f',{}]", v.bits),
        WastRet::Core(WastRetCore::F64(NanPattern::Value(v))) => format!("['d',{}]", bits(v.bits)),
        WastRet::Core(WastRetCore::F32(NanPattern::CanonicalNan)) => "['fc',0]".into(),
        WastRet::Core(WastRetCore::F64(NanPattern::CanonicalNan)) => "['dc',0]".into(),
        WastRet::Core(WastRetCore::F32(NanPattern::ArithmeticNan)) => "['fa',0]".into(),
        WastRet::Core(WastRetCore::F64(NanPattern::ArithmeticNan)) => "['da',0]".into(),
        WastRet::Core(WastRetCore::RefNull(_)) => "['n',0]".into(),
        WastRet::Core(WastRetCore::RefExtern(Some(n))) => format!("['x',{n}]"),
        WastRet::Core(WastRetCore::RefExtern(None)) => "['xa',0]".into(),
        WastRet::Core(WastRetCore::RefFunc(_)) => "['r',0]".into(),
        _ => return None,
    })
}
