//! What the engine itself says, in Japanese and English, and what a policy may say in its place.

/// Declares the phrases: what each is called in a policy, the placeholders that it may have, whether it has to have
/// all of them, and its texts.
macro_rules! phrases {
    ($($name:ident = $id:literal [$($placeholder:literal)*] $needs_all:literal $ja:literal $en:literal,)+) => {
        /// Something that the engine says.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum Phrase { $($name,)+ }

        impl Phrase {
            /// Every phrase, by its id.
            pub(super) const TABLE: &[(Phrase, &str, &[&str], bool, &str, &str)] =
                &[$((Phrase::$name, $id, &[$($placeholder),*], $needs_all, $ja, $en),)+];
        }
    };
}

phrases! {
    Act = "act" ["role" "action"] true "{role}が「{action}」を行う必要があります" "The {role} has to do “{action}”",
    ActAgreed = "actAgreed" ["role" "action" "other"] true
        "{role}が「{action}」を行い、{other}が同意する必要があります" "The {role} has to do “{action}”, and the {other} has to agree",
    ActAsserting = "actAsserting" ["asserts" "step"] true "{asserts}場合は、{step}" "If {asserts}: {step}",
    Wait = "wait" ["instant"] true "{instant}まで待つ必要があります" "Wait until {instant}",
    Never = "never" [] true "この取引ではできません" "Not possible for this order",
    Prohibited = "prohibited" [] true "禁止されているため、どのような場合も行えません" "Never: it is prohibited",
    Fact = "fact" ["fact" "value"] true "「{fact}」が「{value}」である必要があります" "“{fact}” has to be: {value}",
    FactExample = "factExample" ["fact" "value"] true
        "「{fact}」が、たとえば「{value}」である必要があります" "“{fact}” has to be, for example: {value}",
    None = "none" [] true "なし" "none",
    Yes = "yes" [] true "はい" "yes",
    No = "no" [] true "いいえ" "no",
    State = "state" ["states"] true "取引の状態が{states}のときに行えます" "Possible while the state is {states}",
    StateName = "stateName" ["state"] true "「{state}」" "“{state}”",
    StateOr = "stateOr" [] true "" " or ",
    FactInFuture = "factInFuture" ["fact"] true "「{fact}」が現在より後の日時です" "“{fact}” lies in the future",
    FactInSeconds = "factInSeconds" ["fact"] true
        "「{fact}」が1970年代初めの日時になっています（ミリ秒で渡すべき値が、秒で渡されている可能性があります）"
        "“{fact}” lies in the early 1970s: perhaps it is in seconds, and milliseconds are meant",
    FactsOutOfOrder = "factsOutOfOrder" ["fact" "earlier"] true
        "「{fact}」が「{earlier}」より前の日時です" "“{fact}” is before “{earlier}”",
    FactsApart = "factsApart" ["fact" "other"] true
        "「{other}」があるのに「{fact}」がないため、これにかかわる判定ができません"
        "“{other}” is given without “{fact}”, so what depends on it cannot be told",
    BusinessDaysUnknown = "businessDaysUnknown" ["from" "verified"] true
        "営業日は{from}から{verified}までしか確認されていないため、期日を計算できません"
        "Business days are known from {from} to {verified} only, so a date cannot be told",
    DaysUnknown = "daysUnknown" ["from" "to"] true
        "日付は{from}から{to}までしか扱えないため、期日を計算できません"
        "Days are known from {from} to {to} only, so a date cannot be told",
    Amount = "amount" [] true "所定の金額" "the amount",
    UnknownAmount = "unknownAmount" [] true "未確定の金額" "an amount that is not known yet",
    Name = "name" ["name"] true "「{name}」" "“{name}”",
    Time = "time" [] true "所定の日時" "the time",
    Length = "length" [] true "所定の期間" "the length of time",
    Value = "value" [] true "所定の値" "the value",
    UnknownTime = "unknownTime" [] true "未確定の日時" "a time that is not known yet",
    UnknownLength = "unknownLength" [] true "未確定の期間" "a length of time that is not known yet",
    Unknown = "unknown" [] true "未確定" "not known yet",
    Overflow = "overflow" [] true
        "計算の結果が大きすぎるか小さすぎるため、判定できません"
        "A result is too large or too small to be counted with, so it cannot be told",
    Due = "due" ["duty"] true "【期限】{duty}" "Due: {duty}",
    DueOf = "dueOf" ["roles" "duty"] true "【{roles}の期限】{duty}" "Due ({roles}): {duty}",
    RoleAnd = "roleAnd" [] true "・" " and ",
    MayHappen = "mayHappen" ["transition"] true "【未確定】{transition}" "Not certain: {transition}",
    Predicted = "predicted" [] true
        "torihikiによる予測です。実際の期限や結果は、各サービスでご確認ください。"
        "Predicted by torihiki. The marketplace decides: check the date there.",
    Day = "day" ["count"] false "{count}日" "{count} day",
    Days = "days" ["count"] true "{count}日" "{count} days",
    Hour = "hour" ["count"] false "{count}時間" "{count} hour",
    Hours = "hours" ["count"] true "{count}時間" "{count} hours",
    Minute = "minute" ["count"] false "{count}分" "{count} minute",
    Minutes = "minutes" ["count"] true "{count}分" "{count} minutes",
    Second = "second" ["count"] false "{count}秒" "{count} second",
    Seconds = "seconds" ["count"] true "{count}秒" "{count} seconds",
    Millisecond = "millisecond" ["count"] false "{count}ミリ秒" "{count} millisecond",
    Milliseconds = "milliseconds" ["count"] true "{count}ミリ秒" "{count} milliseconds",
    LengthJoin = "lengthJoin" [] true "" " ",
    Minus = "minus" ["length"] true "マイナス{length}" "minus {length}",
    Instant = "instant" ["year" "month" "month2" "monthName" "day" "day2" "hour" "hour2" "minute" "seconds"] false
        "{year}年{month}月{day}日 {hour}:{minute}{seconds}" "{day} {monthName} {year}, {hour2}:{minute}{seconds}",
    Utc = "utc" ["instant"] true "{instant} UTC" "{instant} UTC",
    January = "month1" [] true "1月" "January",
    February = "month2" [] true "2月" "February",
    March = "month3" [] true "3月" "March",
    April = "month4" [] true "4月" "April",
    May = "month5" [] true "5月" "May",
    June = "month6" [] true "6月" "June",
    July = "month7" [] true "7月" "July",
    August = "month8" [] true "8月" "August",
    September = "month9" [] true "9月" "September",
    October = "month10" [] true "10月" "October",
    November = "month11" [] true "11月" "November",
    December = "month12" [] true "12月" "December",
    Blank = "blank" ["name"] true "［{name}］" "[{name}]",
}

/// What is wrong with a text for a phrase.
pub(crate) enum PhraseError {
    /// A brace stands alone.
    Brace,
    /// There is no such placeholder.
    Unknown(String),
    /// A placeholder is missing.
    Missing(&'static str),
}

impl Phrase {
    /// The phrase that a policy calls so.
    pub(crate) fn parse(id: &str) -> Option<Phrase> {
        Self::TABLE.iter().find(|entry| entry.1 == id).map(|entry| entry.0)
    }

    /// What the phrases are called.
    pub(crate) fn ids() -> impl Iterator<Item = &'static str> + Clone {
        Self::TABLE.iter().map(|entry| entry.1)
    }

    /// The phrase with this number, and its number.
    pub(crate) fn numbered(number: usize) -> Option<Phrase> {
        Self::TABLE.get(number).map(|entry| entry.0)
    }

    pub(crate) fn number(self) -> usize {
        self as usize
    }

    /// The name of a month, from 1 to 12.
    pub(crate) fn month(number: u32) -> Phrase {
        let number = usize::try_from(number).unwrap_or(1);
        Phrase::numbered(Phrase::January.number().saturating_add(number).saturating_sub(1)).unwrap_or(Phrase::January)
    }

    /// The placeholders that it may have.
    pub(crate) fn placeholders(self) -> &'static [&'static str] {
        Self::TABLE.get(self.number()).map_or(&[], |entry| entry.2)
    }

    /// What the engine says in Japanese, or else in English.
    pub(crate) fn text(self, is_japanese: bool) -> &'static str {
        Self::TABLE.get(self.number()).map_or("", |entry| if is_japanese { entry.4 } else { entry.5 })
    }

    /// Checks a text for this phrase.
    pub(crate) fn check(self, text: &str) -> Result<(), PhraseError> {
        let known = self.placeholders();
        let mut found = Vec::new();
        let mut rest = text;
        while let Some(at) = rest.find(['{', '}']) {
            let (_, from) = rest.split_at(at);
            let inside = from.strip_prefix('{').ok_or(PhraseError::Brace)?;
            let (name, after) = inside.split_once('}').ok_or(PhraseError::Brace)?;
            if !known.contains(&name) {
                return Err(PhraseError::Unknown(name.to_owned()));
            }
            found.push(name);
            rest = after;
        }
        let needs_all = Self::TABLE.get(self.number()).is_some_and(|entry| entry.3);
        let missing = known.iter().find(|name| needs_all && !found.contains(*name));
        missing.map_or(Ok(()), |name| Err(PhraseError::Missing(name)))
    }
}
