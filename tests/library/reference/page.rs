//! A page of Markdown as far as it has examples: blocks of code, tables, and code in sentences.

/// What a page has, each with the number of its line.
#[derive(Default)]
pub(super) struct Page {
    pub(super) blocks: Vec<Block>,
    pub(super) tables: Vec<Table>,
    /// Code in sentences, and in the cells of tables.
    pub(super) spans: Vec<(usize, String)>,
}

pub(super) struct Block {
    pub(super) line: usize,
    /// What stands behind the fence: the language.
    pub(super) info: String,
    pub(super) text: String,
}

pub(super) struct Table {
    pub(super) header: Vec<String>,
    /// The cells of each row.
    pub(super) rows: Vec<(usize, Vec<String>)>,
    /// The last block of TOML before it in the same section, by its number.
    pub(super) block: Option<usize>,
}

impl Page {
    pub(super) fn read(text: &str) -> Page {
        let mut page = Page::default();
        let mut lines = text.lines().zip(1..).peekable();
        let mut last = None;
        while let Some((line, number)) = lines.next() {
            let bare = line.trim_start();
            if let Some(info) = bare.strip_prefix("```") {
                let indent = line.len() - bare.len();
                let inside = std::iter::from_fn(|| lines.next_if(|(line, _)| line.trim() != "```"));
                let text = inside.map(|(line, _)| format!("{}\n", line.get(indent..).unwrap_or_default())).collect();
                lines.next();
                last = if info == "toml" { Some(page.blocks.len()) } else { last };
                page.blocks.push(Block { line: number, info: info.to_owned(), text });
            } else if line.starts_with('|') {
                let mut rows = vec![(number, cells(line))];
                rows.extend(
                    std::iter::from_fn(|| lines.next_if(|(line, _)| line.starts_with('|')))
                        .map(|(line, number)| (number, cells(line))),
                );
                let (_, header) = rows.remove(0);
                rows.remove(0);
                page.tables.push(Table { header, rows, block: last });
            } else {
                last = last.filter(|_| !line.starts_with("## "));
                page.spans.extend(codes(line).map(|code| (number, code.to_owned())));
            }
        }
        page
    }
}

/// What stands between the bars of a row. A bar that belongs to a cell has a backslash before it.
fn cells(line: &str) -> Vec<String> {
    let row = line.replace("\\|", "\0");
    let row = row.trim().strip_prefix('|').and_then(|row| row.strip_suffix('|')).unwrap_or_default();
    row.split('|').map(|cell| cell.trim().replace('\0', "|")).collect()
}

/// What stands in backticks.
pub(super) fn codes(text: &str) -> impl Iterator<Item = &str> {
    text.split('`').skip(1).step_by(2)
}
