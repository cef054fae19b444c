//! Pieces of the page: escaped text, figures, tables.

use std::fmt::Write;

/// Text of other people within the page: escaped, and of its own direction.
pub(super) fn theirs(text: &str) -> String {
    format!("<bdi>{}</bdi>", escape(text))
}

/// Text within an element or an attribute.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            other => out.push(other),
        }
    }
    out
}

/// A part in a thousand as per cent: 83 is `8.3%`.
pub(super) fn percent(permille: i64) -> String {
    format!("{}.{}%", permille.div_euclid(10), permille.rem_euclid(10))
}

/// `part` of `whole` in `scale` parts; 0 where there is no whole.
pub(super) fn scaled(part: i64, whole: i64, scale: i64) -> i64 {
    let product = i128::from(part).saturating_mul(i128::from(scale));
    product.checked_div(i128::from(whole)).and_then(|found| i64::try_from(found).ok()).unwrap_or(0)
}

/// A table that scrolls by itself where the screen is narrow. Cells are markup; the first of each row names it.
pub(super) fn table(caption: &str, head: &[String], rows: &[Vec<String>]) -> String {
    let mut out = format!(
        "<div class=\"scroll\" role=\"region\" aria-label=\"{}\" tabindex=\"0\"><table><caption>{}</caption><thead><tr>",
        escape(caption),
        escape(caption)
    );
    for name in head {
        let _ = write!(out, "<th scope=\"col\">{name}</th>");
    }
    out.push_str("</tr></thead><tbody>");
    for row in rows {
        out.push_str("<tr>");
        for (place, cell) in row.iter().enumerate() {
            let _ = match place {
                0 => write!(out, "<th scope=\"row\">{cell}</th>"),
                _ => write!(out, "<td>{cell}</td>"),
            };
        }
        out.push_str("</tr>");
    }
    out.push_str("</tbody></table></div>\n");
    out
}
