//! Command line of the compiler: `wasm2php <in.wasm> --class 'Name\Space\Class' --out <file.php>`.

use std::path::Path;
use std::process::ExitCode;

use wasm2php::{Options, Primitives, Refusal, compile};

const USAGE: &str = "usage: wasm2php <in.wasm> --class 'Name\\Space\\Class' --out <file.php> [--export name]… [--primitives folder] [--max-depth n]";

/// Exit code for a valid module that needs a feature the compiler does not have.
const UNSUPPORTED: u8 = 2;

struct Arguments {
    input: String,
    output: String,
    options: Options,
}

fn arguments() -> Result<Arguments, String> {
    let mut input = None;
    let mut output = None;
    let mut options =
        Options { class: String::new(), exports: Vec::new(), max_depth: 2000, primitives: Primitives::default() };
    let mut args = std::env::args().skip(1);
    while let Some(arg) = args.next() {
        let mut value = || args.next().ok_or_else(|| format!("{arg} needs a value\n{USAGE}"));
        match arg.as_str() {
            "--class" => options.class = value()?.trim_start_matches('\\').to_string(),
            "--out" => output = Some(value()?),
            "--export" => options.exports.push(value()?),
            "--primitives" => {
                options.primitives = Primitives::read(Path::new(&value()?)).map_err(|refusal| refusal.to_string())?;
            }
            "--max-depth" => {
                options.max_depth = value()?.parse().map_err(|_| format!("--max-depth is a number\n{USAGE}"))?;
            }
            flag if flag.starts_with("--") => return Err(format!("unknown option {flag}\n{USAGE}")),
            path if input.is_none() => input = Some(path.to_string()),
            extra => return Err(format!("unexpected {extra}\n{USAGE}")),
        }
    }
    if options.class.is_empty() {
        return Err(format!("--class is missing\n{USAGE}"));
    }
    Ok(Arguments {
        input: input.ok_or_else(|| USAGE.to_string())?,
        output: output.ok_or_else(|| format!("--out is missing\n{USAGE}"))?,
        options,
    })
}

fn run() -> Result<(), (u8, String)> {
    let args = arguments().map_err(|message| (1, message))?;
    let wasm = std::fs::read(&args.input).map_err(|error| (1, format!("{}: {error}", args.input)))?;
    let php = compile(&wasm, &args.options).map_err(|refusal| {
        let code = if matches!(refusal, Refusal::Unsupported(_)) { UNSUPPORTED } else { 1 };
        (code, format!("{}: {refusal}", args.input))
    })?;
    std::fs::write(&args.output, php).map_err(|error| (1, format!("{}: {error}", args.output)))
}

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err((code, message)) => {
            eprintln!("wasm2php: {message}");
            ExitCode::from(code)
        }
    }
}
