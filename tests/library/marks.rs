//! What stands at a mistake in its text.

use torihiki::Mistake;

/// The part of a text that a mistake marks.
pub(crate) fn marked<'t>(text: &'t str, mistake: &Mistake) -> &'t str {
    let offset = |line: usize, column: usize| {
        let start: usize = text.split_inclusive('\n').take(line - 1).map(str::len).sum();
        let mut units = 0;
        let inside = text.get(start..).unwrap().char_indices().find(|(_, sign)| {
            units += sign.len_utf16();
            column <= units
        });
        inside.map_or(text.len(), |(at, _)| start + at)
    };
    let span = mistake.span;
    text.get(offset(span.line, span.column)..offset(span.end_line, span.end_column)).unwrap()
}
