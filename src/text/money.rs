//! Currencies, and amounts of money as people say them.

use super::{Language, Str};

/// The currencies that a policy can count in, those of ISO 4217 that prices are written in, by how many digits their
/// minor unit has. Those that were replaced of late stay, for the orders that were made in them.
const CURRENCIES: [(usize, &str); 4] = [
    (0, "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"),
    (
        2,
        "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY \
         COP CRC CUC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HRK HTG HUF \
         IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK \
         MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE \
         SLL SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VED VES WST XCD XCG YER ZAR \
         ZMW ZWG ZWL",
    ),
    (3, "BHD IQD JOD KWD LYD OMR TND"),
    (4, "CLF UYW"),
];

/// Signs that stand before an amount in place of the code, where everybody knows them.
const SIGNS: [(&str, &str); 13] = [
    ("AUD", "A$"),
    ("BRL", "R$"),
    ("CAD", "CA$"),
    ("CNY", "CN¥"),
    ("EUR", "€"),
    ("GBP", "£"),
    ("HKD", "HK$"),
    ("INR", "₹"),
    ("JPY", "¥"),
    ("KRW", "₩"),
    ("NZD", "NZ$"),
    ("TWD", "NT$"),
    ("USD", "$"),
];

/// A currency, by its code in ISO 4217.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Currency {
    pub(crate) code: Str,
    /// How many digits of an amount in minor units are a fraction of the major unit: 2 for dollars and cents.
    pub(crate) digits: usize,
}

impl Currency {
    /// The currency with a code, in capital letters.
    pub(crate) fn find(code: &str) -> Option<Currency> {
        let listed = CURRENCIES.into_iter().find(|(_, codes)| codes.split(' ').any(|known| known == code));
        listed.map(|(digits, _)| Currency { code: code.into(), digits })
    }

    /// Every code there is.
    pub(crate) fn codes() -> impl Iterator<Item = &'static str> + Clone {
        CURRENCIES.into_iter().flat_map(|(_, codes)| codes.split(' '))
    }

    /// The sign, the code or the word of a currency with which a text before an amount ends, or one behind it begins.
    pub(crate) fn sign_beside(before: &str, after: &str, own: Option<&Currency>) -> Option<&'static str> {
        let signs = SIGNS.iter().map(|(_, sign)| *sign).chain(["$", "￥", "円"]);
        let codes = CURRENCIES.iter().flat_map(|(_, codes)| codes.split(' '));
        let own = codes.filter(|code| own.is_some_and(|own| own.code == **code));
        signs.chain(own).find(|sign| before.ends_with(sign) || after.starts_with(sign))
    }

    /// An amount in whole minor units, as people say it: `12,345円` and `¥12,345`, `$12.34`.
    pub(crate) fn text(&self, amount: i64, language: &Language) -> String {
        let digits = format!("{:0width$}", amount.unsigned_abs(), width = self.digits.saturating_add(1));
        let (major, minor) = digits.split_at_checked(digits.len().saturating_sub(self.digits)).unwrap_or((&digits, ""));
        let mut number = String::new();
        for (index, digit) in major.char_indices() {
            if index != 0 && major.len().saturating_sub(index).is_multiple_of(3) {
                number.push(',');
            }
            number.push(digit);
        }
        if !minor.is_empty() {
            number.push('.');
            number.push_str(minor);
        }
        let minus = if amount < 0 { "-" } else { "" };
        if language.is("ja") && self.code == "JPY" {
            return format!("{minus}{number}円");
        }
        match SIGNS.into_iter().find(|(code, _)| self.code == *code) {
            Some((_, sign)) => format!("{minus}{sign}{number}"),
            // No line may end between the two.
            None => format!("{minus}{}\u{a0}{number}", self.code),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_is_told_in_major_units_with_its_currency() {
        for (code, amount, ja, en) in [
            ("JPY", 12_345, "12,345円", "¥12,345"),
            ("JPY", 0, "0円", "¥0"),
            ("JPY", -1_000, "-1,000円", "-¥1,000"),
            ("USD", 1_234, "$12.34", "$12.34"),
            ("USD", 5, "$0.05", "$0.05"),
            ("USD", -50, "-$0.50", "-$0.50"),
            ("USD", 123_456_789, "$1,234,567.89", "$1,234,567.89"),
            ("EUR", 99_999, "€999.99", "€999.99"),
            ("KWD", 1_234_567, "KWD\u{a0}1,234.567", "KWD\u{a0}1,234.567"),
            ("CLF", 12_345, "CLF\u{a0}1.2345", "CLF\u{a0}1.2345"),
            ("CHF", -100, "-CHF\u{a0}1.00", "-CHF\u{a0}1.00"),
            ("KRW", 999, "₩999", "₩999"),
            ("JPY", i64::MIN, "-9,223,372,036,854,775,808円", "-¥9,223,372,036,854,775,808"),
        ] {
            let currency = Currency::find(code).unwrap();
            assert_eq!(currency.text(amount, &Language::of("ja")), ja);
            assert_eq!(currency.text(amount, &Language::of("en")), en);
        }
    }

    #[test]
    fn a_code_is_one_of_iso_4217_in_capital_letters() {
        for code in ["jpy", "JPX", "", "JPY EUR", "YEN", "XAU", "円"] {
            assert_eq!(Currency::find(code), None, "{code}");
        }
        let mut codes: Vec<&str> = Currency::codes().collect();
        assert!(codes.iter().all(|code| code.len() == 3 && Currency::find(code).is_some()));
        codes.sort_unstable();
        codes.windows(2).for_each(|pair| assert_ne!(pair[0], pair[1]));
        assert_eq!(codes.len(), 164);
        assert!(SIGNS.iter().all(|(code, _)| codes.contains(code)));
    }
}
