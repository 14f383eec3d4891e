//! The shapes of a timeline.

use serde::Serialize;

use super::{
    ActionId, Certainty, Change, PolicyRef, RoleId, RoleVerdicts, RuleId, SourceId, Standing, StateId, Transition,
    Words, shape,
};
use crate::time::Instant;

shape! {
    /// The future of an order if nobody acts, without a gap.
    ///
    /// ```
    /// use torihiki::{Data, Instant, TimelineOptions, timeline};
    ///
    /// let order: Data = serde_json::from_str(
    ///     r#"{ "policy": "coconala", "state": "delivered", "deliveredAt": "2026-11-10T09:00:00+09:00" }"#,
    /// ).unwrap();
    /// let now = Instant::parse("2026-11-16T09:00:00+09:00").unwrap();
    /// let future = timeline(&order, &TimelineOptions::from(now)).unwrap();
    ///
    /// assert_eq!((future.from, future.until), (now, None));
    /// let states: Vec<&str> = future.segments.iter().map(|segment| &*segment.state).collect();
    /// assert_eq!(states, ["delivered", "completed"]);
    /// assert_eq!(future.transitions[0].at, future.segments[1].from);
    /// assert_eq!(future.duties[0].to, Some(future.segments[1].from));
    /// ```
    Timeline<'p> {
        /// What it was computed from.
        policy: PolicyRef<'p>,
        /// Where it begins, inclusive.
        from: Instant,
        /// Where it ends, exclusive; none: it has no end, and from the last segment on nothing
        /// but what that segment lists ever changes.
        until: Option<Instant>,
        /// Where the deal stands at the beginning, and what led there.
        state: Standing<'p>,
        /// The stretches in which the state and every verdict stay the same. Each begins where the
        /// one before it ends, and is otherwise than that one.
        segments: Vec<Segment<'p>>,
        /// What happens by itself after the beginning and before the end, or may, in order.
        transitions: Vec<Transition<'p>>,
        /// When parties have to do what, in the order of the policy.
        duties: Vec<DutySpan<'p>>,
    }
}

shape! {
    /// A stretch of time in which the state and every verdict stay the same.
    ///
    /// ```
    /// use torihiki::{Data, Instant, TimelineOptions, timeline};
    ///
    /// let order: Data = serde_json::from_str(
    ///     r#"{ "policy": "coconala", "state": "delivered", "deliveredAt": "2026-11-10T09:00:00+09:00" }"#,
    /// ).unwrap();
    /// let now = Instant::parse("2026-11-16T09:00:00+09:00").unwrap();
    /// let options = TimelineOptions { role: Some("buyer"), locale: Some("en"), ..TimelineOptions::from(now) };
    /// let last = &timeline(&order, &options).unwrap().segments[1];
    ///
    /// assert_eq!((&*last.state, &*last.label), ("completed", "Completed"));
    /// assert_eq!((last.from, last.to), (Instant::parse("2026-11-17T09:00:00+09:00").unwrap(), None));
    /// assert_eq!(last.verdicts.get("buyer", "revise").unwrap().word(), "denied");
    /// ```
    Segment<'p> {
        /// Where it begins, inclusive.
        from: Instant,
        /// Where it ends, exclusive; none: never.
        to: Option<Instant>,
        /// The state that the deal is in, as far as it is certain.
        state: StateId<'p>,
        /// The name of that state, for people.
        label: Words<'p>,
        /// The rules of the transitions that leave open where it is: facts are missing, or nothing settles it.
        uncertain: Vec<RuleId<'p>>,
        /// For each role that was asked about, the verdict of each of its actions.
        verdicts: RoleVerdicts<'p>,
        /// Everything that becomes otherwise at the beginning of the segment or during it, in order of
        /// time; in the first segment, after its beginning.
        changes: Vec<Shift<'p>>,
    }
}

shape! {
    /// Something that becomes otherwise at an instant.
    ///
    /// ```
    /// use torihiki::{Data, Instant, TimelineOptions, answer::Change, timeline};
    ///
    /// let order: Data = serde_json::from_str(
    ///     r#"{ "policy": "coconala", "state": "delivered", "deliveredAt": "2026-11-10T09:00:00+09:00" }"#,
    /// ).unwrap();
    /// let now = Instant::parse("2026-11-16T09:00:00+09:00").unwrap();
    /// let options = TimelineOptions { role: Some("buyer"), ..TimelineOptions::from(now) };
    /// let changes = &timeline(&order, &options).unwrap().segments[1].changes;
    ///
    /// assert_eq!((changes[0].what, changes[0].rule.as_deref()), (Change::State, Some("coconala.auto-complete")));
    /// let revise = changes.iter().find(|shift| shift.action.as_deref() == Some("revise")).unwrap();
    /// assert_eq!((revise.what, revise.role.as_deref()), (Change::Verdict, Some("buyer")));
    /// ```
    Shift<'p> {
        /// When.
        at: Instant,
        /// What kind of thing it is.
        what: Change,
        /// The rule: the transition, the requirement that decides, the effect, the duty. None for a
        /// consent, a draft and a warning, which have no rule of their own; where only the facts that
        /// are missing are others; and where the state becomes sure without another transition.
        rule: Option<RuleId<'p>>,
        /// The id of the action whose verdict, reason, effect, consent or draft it is.
        action: Option<ActionId<'p>>,
        /// The role whose action it is.
        role: Option<RoleId<'p>>,
    }
}

shape! {
    /// A duty, and the stretch of time in which it stands.
    ///
    /// ```
    /// use torihiki::{Data, Instant, TimelineOptions, timeline};
    ///
    /// let order: Data = serde_json::from_str(
    ///     r#"{ "policy": "coconala", "state": "in-progress", "dueAt": "2026-11-20T09:00:00+09:00" }"#,
    /// ).unwrap();
    /// let now = Instant::parse("2026-11-16T09:00:00+09:00").unwrap();
    /// let duty = &timeline(&order, &TimelineOptions::from(now)).unwrap().duties[0];
    ///
    /// // It stands already, is overdue from the due date on, and does not end by itself.
    /// assert_eq!((&*duty.rule, duty.role.as_deref()), ("coconala.deliver-on-time", Some("seller")));
    /// assert_eq!((duty.from, duty.to), (now, None));
    /// assert_eq!(duty.due, Instant::parse("2026-11-20T09:00:00+09:00").ok());
    /// ```
    DutySpan<'p> {
        /// The id of the rule.
        rule: RuleId<'p>,
        /// Who must; none where it depends on what the order does not tell.
        role: Option<RoleId<'p>>,
        /// Where it begins to stand, inclusive; the beginning of the timeline, where it stood already.
        from: Instant,
        /// Where it ceases to stand if nobody acts, exclusive; none: never, or after the end.
        to: Option<Instant>,
        /// The instant from which it is overdue; none where there is none or it is not known.
        due: Option<Instant>,
        /// Whether it stands for sure.
        certainty: Certainty,
        /// What must be done, in a sentence.
        message: Words<'p>,
        /// The ids of the sources that it rests on, each once.
        sources: Vec<SourceId<'p>>,
    }
}
