//! Dates as far as they are known.

use chrono::NaiveDate;

/// Whether a text is a date of the calendar as far as it is known: `2021-09-14`, `2021-09` or `2021`.
///
/// These are the forms of ISO 8601, with years from 0000 to 9999. No zone is asked about: it is what a page says of
/// itself.
pub(crate) fn is_date(text: &str) -> bool {
    let mut parts = text.split('-');
    let year = parts.next().and_then(|year| digits(year, 4));
    let [month, day] = [(); 2].map(|()| parts.next().map(|part| digits(part, 2)));
    let complete = match (year, month, day) {
        (Some(year), None, None) => Some((year, 1, 1)),
        (Some(year), Some(Some(month)), None) => Some((year, month, 1)),
        (Some(year), Some(Some(month)), Some(Some(day))) => Some((year, month, day)),
        _ => None,
    };
    let exists =
        |(year, month, day)| i32::try_from(year).ok().and_then(|year| NaiveDate::from_ymd_opt(year, month, day));
    parts.next().is_none() && complete.and_then(exists).is_some()
}

/// The number that exactly so many digits stand for.
fn digits(text: &str, count: usize) -> Option<u32> {
    let is_number = text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit());
    if is_number { text.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::is_date;

    #[test]
    fn a_date_is_a_day_a_month_or_a_year_of_the_calendar() {
        for date in ["2021-09-14", "2024-02-29", "2000-02-29", "2021-09", "2021", "0000-01-01", "9999-12-31"] {
            assert!(is_date(date), "{date}");
        }
        for other in [
            "",
            "-",
            "21",
            "02021",
            "2021-",
            "2021-9",
            "2021-13",
            "2021-00",
            "2021-09-",
            "2021-09-31",
            "2021-09-00",
            "2023-02-29",
            "1900-02-29",
            "2021-09-14-",
            "2021-09-14-01",
            "2021-09-14T00:00:00Z",
            "2021/09/14",
            "+021",
            " 2021",
            "２０２１",
            "2021-09-1４",
            "20210914",
            "last year",
        ] {
            assert!(!is_date(other), "{other}");
        }
    }
}
