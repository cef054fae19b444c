//! Command line of the compiler: `wasm2php <in.wasm> --class 'Name\Space\Class' --out <file.php>`.

use std::path::Path;
use std::process::ExitCode;

use wasm2php::{Options, Primitives, Refusal, Split, compile, compile_split};

const USAGE: &str = "usage: wasm2php <in.wasm> --class 'Name\\Space\\Class' --out <file.php> [--export name]… [--primitives folder] [--max-depth n] [--stack global] [--aligned] [--trace | --hot list --more <file.php>]";

/// Exit code for a valid module that needs a feature the compiler does not have.
const UNSUPPORTED: u8 = 2;

struct Arguments {
    input: String,
    output: String,
    /// List of hot functions, and the file for the others.
    split: Option<(String, String)>,
    options: Options,
}

fn arguments() -> Result<Arguments, String> {
    let mut input = None;
    let mut output = None;
    let (mut hot, mut more) = (None, None);
    let mut options = Options::default();
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
            "--stack" => {
                options.stack = Some(value()?.parse().map_err(|_| format!("--stack is a number\n{USAGE}"))?);
            }
            "--aligned" => options.aligned = true,
            "--trace" => options.trace = true,
            "--hot" => hot = Some(value()?),
            "--more" => more = Some(value()?),
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
    if hot.is_some() != more.is_some() {
        return Err(format!("--hot and --more go together\n{USAGE}"));
    }
    Ok(Arguments {
        split: hot.zip(more),
        input: input.ok_or_else(|| USAGE.to_string())?,
        output: output.ok_or_else(|| format!("--out is missing\n{USAGE}"))?,
        options,
    })
}

fn run() -> Result<(), (u8, String)> {
    let args = arguments().map_err(|message| (1, message))?;
    let wasm = std::fs::read(&args.input).map_err(|error| (1, format!("{}: {error}", args.input)))?;
    let refused = |refusal: Refusal| {
        let code = if matches!(refusal, Refusal::Unsupported(_)) { UNSUPPORTED } else { 1 };
        (code, format!("{}: {refusal}", args.input))
    };
    let write = |file: &str, php: String| std::fs::write(file, php).map_err(|error| (1, format!("{file}: {error}")));
    let Some((list, more)) = &args.split else {
        return write(&args.output, compile(&wasm, &args.options).map_err(refused)?);
    };
    let hot = std::fs::read_to_string(list).map_err(|error| (1, format!("{list}: {error}")))?;
    let file = Path::new(more).file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let split = Split { hot: &hot, file: &file };
    let (first, second) = compile_split(&wasm, &args.options, &split).map_err(refused)?;
    write(more, second)?;
    write(&args.output, first)
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
