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

/// A table. Cells are markup; the first of each row names it. On a narrow screen it scrolls by itself, or, where
/// `is_stacked`, each row becomes a list of its cells with their names; roles keep it a table for who hears it.
pub(super) fn table(caption: &str, head: &[String], rows: &[Vec<String>], is_stacked: bool) -> String {
    let caption = escape(caption);
    let class = if is_stacked { "scroll stacked" } else { "scroll" };
    let open = format!("<div class=\"{class}\" role=\"region\" aria-label=\"{caption}\" tabindex=\"0\">");
    let mut out =
        format!("{open}<table role=\"table\"><caption>{caption}</caption><thead role=\"rowgroup\"><tr role=\"row\">");
    for name in head {
        let _ = write!(out, "<th scope=\"col\" role=\"columnheader\">{name}</th>");
    }
    out.push_str("</tr></thead><tbody role=\"rowgroup\">");
    for row in rows {
        out.push_str("<tr role=\"row\">");
        for (place, cell) in row.iter().enumerate() {
            let _ = match (place, head.get(place).filter(|_| is_stacked)) {
                (0, _) => write!(out, "<th scope=\"row\" role=\"rowheader\">{cell}</th>"),
                (_, None) => write!(out, "<td role=\"cell\">{cell}</td>"),
                (_, Some(name)) => write!(
                    out,
                    "<td role=\"cell\"><span class=\"name\" aria-hidden=\"true\">{name}</span><span>{cell}</span></td>"
                ),
            };
        }
        out.push_str("</tr>");
    }
    out.push_str("</tbody></table></div>\n");
    out
}
