//! The shapes of an action and of what it needs.

use serde::Serialize;

use super::{EffectInfo, PeriodInfo};
use crate::policy::Verb;
use crate::preview::answer::{
    ActionId, ArgumentInfo, FactName, ParamName, RoleId, RuleId, SourceId, StateId, Words, shape,
};

shape! {
    /// Something that a role may try.
    ///
    /// ```
    /// use torihiki::{DescribeOptions, Verb, policy};
    ///
    /// let actions = policy("coconala").unwrap().describe(&DescribeOptions::default().locale("en")).unwrap().actions;
    /// let revise = actions.iter().find(|action| action.id == "revise").unwrap();
    /// assert_eq!((revise.verb, &*revise.label), (Verb::Revise, "Send back for revision"));
    /// assert_eq!((&*revise.roles[0], &*revise.from[0]), ("buyer", "delivered"));
    /// assert_eq!(revise.to.as_deref(), Some("revising"));
    /// assert_eq!(revise.requires.len(), 2);
    /// ```
    ActionInfo<'p> {
        /// The id of the action.
        id: ActionId<'p>,
        /// What kind of thing it is.
        verb: Verb,
        /// What a button for it says.
        label: Words<'p>,
        /// What whoever does it asserts about the world, such as "the goods have arrived".
        asserts: Option<Words<'p>>,
        /// Who may do it.
        roles: Vec<RoleId<'p>>,
        /// The states in which it is possible.
        from: Vec<StateId<'p>>,
        /// What is supplied with it.
        with: Vec<ArgumentInfo<'p>>,
        /// The state that it leads to; none: the deal stays where it is. Where somebody has to agree, it leads there
        /// once it is asked for, or without `agreed` once it is agreed to.
        to: Option<StateId<'p>>,
        /// The facts that it sets, and to what. Where somebody has to agree, it sets them once it is asked for.
        set: Vec<SetInfo<'p>>,
        /// Whose consent it needs.
        consent: Option<ConsentInfo<'p>>,
        /// What holds once that is given.
        agreed: Option<AgreedInfo<'p>>,
        /// The ids of the sources that it rests on, each once.
        sources: Vec<SourceId<'p>>,
        /// What else there is to know.
        note: Option<Words<'p>>,
        /// What it needs, beside the state.
        requires: Vec<RequirementInfo<'p>>,
        /// What follows from it.
        effects: Vec<EffectInfo<'p>>,
        /// Messages that go with it.
        drafts: Vec<DraftInfo<'p>>,
        /// Why not, in some of the other states.
        elsewhere: Vec<ElsewhereInfo<'p>>,
        /// When it is in force, by the date of the order; none: always.
        in_force: Option<PeriodInfo>,
    }
}

shape! {
    /// What holds once somebody has agreed to an action.
    ///
    /// ```
    /// use torihiki::{DescribeOptions, policy};
    ///
    /// let actions = policy("crowdworks").unwrap().describe(&DescribeOptions::default().locale("en")).unwrap().actions;
    /// let extension = actions.into_iter().find(|action| action.id == "request-extension").unwrap();
    /// assert_eq!((extension.agreed.unwrap().to, extension.set.len()), (None, 0)); // nothing moves before
    /// ```
    AgreedInfo<'p> {
        /// The state that it leads to then; none: it stays where asking led.
        to: Option<StateId<'p>>,
        /// The facts that are set then, and to what.
        set: Vec<SetInfo<'p>>,
    }
}

shape! {
    /// A fact that an action or a transition sets.
    ///
    /// ```
    /// use torihiki::{DescribeOptions, policy};
    ///
    /// let actions = policy("coconala").unwrap().describe(&DescribeOptions::default().locale("en")).unwrap().actions;
    /// let revise = actions.iter().find(|action| action.id == "revise").unwrap();
    /// assert_eq!((&*revise.set[0].fact, &*revise.set[0].value), ("revisionsUsed", "revisionsUsed + 1"));
    /// ```
    SetInfo<'p> {
        /// The key of the fact.
        fact: FactName<'p>,
        /// The expression for its new value.
        value: Words<'p>,
        /// The parameters in that expression.
        params: Vec<ParamName<'p>>,
    }
}

shape! {
    /// Whose consent an action needs.
    ///
    /// ```
    /// use torihiki::{DescribeOptions, policy};
    ///
    /// // The seller has to agree to a cancellation, unless the parcel is late.
    /// let actions = policy("qoo10").unwrap().describe(&DescribeOptions::default().locale("en")).unwrap().actions;
    /// let cancel = actions.iter().find(|action| action.id == "request-cancel").unwrap();
    /// let consent = cancel.consent.as_ref().unwrap();
    /// assert_eq!((&*consent.of[0].by, &*consent.of[0].of), ("buyer", "seller"));
    /// assert_eq!(consent.unless.as_deref(), Some("shipBy != null && now >= shipBy"));
    /// ```
    ConsentInfo<'p> {
        /// Who has to agree, for each role that has the action.
        of: Vec<ConsentOfInfo<'p>>,
        /// The condition under which none is needed.
        unless: Option<Words<'p>>,
        /// The parameters in that condition.
        params: Vec<ParamName<'p>>,
    }
}

shape! {
    /// Who has to agree when a role acts.
    ///
    /// ```
    /// use torihiki::{DescribeOptions, policy};
    ///
    /// let actions = policy("coconala").unwrap().describe(&DescribeOptions::default().locale("en")).unwrap().actions;
    /// let cancel = actions.into_iter().find(|action| action.id == "request-cancel").unwrap().consent.unwrap();
    /// let pairs: Vec<(&str, &str)> = cancel.of.iter().map(|pair| (&*pair.by, &*pair.of)).collect();
    /// assert_eq!(pairs, [("buyer", "seller"), ("seller", "buyer")]);
    /// ```
    ConsentOfInfo<'p> {
        /// The role that acts.
        by: RoleId<'p>,
        /// The role that has to agree.
        of: RoleId<'p>,
    }
}

shape! {
    /// What an action needs.
    ///
    /// ```
    /// use torihiki::{DescribeOptions, policy};
    ///
    /// let actions = policy("coconala").unwrap().describe(&DescribeOptions::default().locale("en")).unwrap().actions;
    /// let window = &actions.iter().find(|action| action.id == "revise").unwrap().requires[0];
    /// assert_eq!(window.rule, "coconala.revise.review-window-open");
    /// assert_eq!(window.that.as_deref(), Some("now < deliveredAt + reviewWindow"));
    /// assert_eq!(window.message, "It is within 7 days of delivery");
    /// assert_eq!(window.facts, ["deliveredAt"]);
    /// ```
    RequirementInfo<'p> {
        /// The id of the rule.
        rule: RuleId<'p>,
        /// The condition; none for a group.
        that: Option<Words<'p>>,
        /// The rule, in a sentence.
        message: Words<'p>,
        /// What is said in its place while the rule is violated; none: the same.
        violated: Option<Words<'p>>,
        /// The ids of the sources that it rests on, each once.
        sources: Vec<SourceId<'p>>,
        /// What else there is to know.
        note: Option<Words<'p>>,
        /// The facts that it reads.
        facts: Vec<FactName<'p>>,
        /// The arguments of the action that it reads.
        arguments: Vec<FactName<'p>>,
        /// The parameters that it rests on: those in its condition and its message.
        params: Vec<ParamName<'p>>,
        /// Of a group, the requirements of which one is enough; empty for any other requirement.
        alternatives: Vec<RequirementInfo<'p>>,
        /// When it is in force, by the date of the order; none: always.
        in_force: Option<PeriodInfo>,
    }
}

shape! {
    /// A message that a party can send.
    ///
    /// ```
    /// use torihiki::{DescribeOptions, policy};
    ///
    /// // Two ways to say no to a cancel request, for two kinds of goods.
    /// let actions = policy("qoo10").unwrap().describe(&DescribeOptions::default().locale("en")).unwrap().actions;
    /// let refuse = actions.iter().find(|action| action.id == "refuse-cancel").unwrap();
    /// let ids: Vec<_> = refuse.drafts.iter().map(|draft| &*draft.id).collect();
    /// assert_eq!(ids, ["refuse-cancel", "refuse-cancel-made-to-order", "request-return-guidance"]);
    /// assert_eq!(refuse.drafts[0].subject, "About your cancel request");
    /// ```
    DraftInfo<'p> {
        /// The id of the draft.
        id: Words<'p>,
        /// Who sends it.
        roles: Vec<RoleId<'p>>,
        /// The condition under which it fits; none: always.
        when: Option<Words<'p>>,
        /// The parameters that it rests on: those in its condition, its subject and its text.
        params: Vec<ParamName<'p>>,
        /// Its subject.
        subject: Words<'p>,
        /// Its text.
        body: Words<'p>,
        /// When it is in force, by the date of the order; none: always.
        in_force: Option<PeriodInfo>,
    }
}

shape! {
    /// Why an action is not possible in a state.
    ///
    /// ```
    /// use torihiki::{DescribeOptions, policy};
    ///
    /// let actions = policy("coconala").unwrap().describe(&DescribeOptions::default().locale("en")).unwrap().actions;
    /// let rate = actions.iter().find(|action| action.id == "rate").unwrap();
    /// let why = &rate.elsewhere[0];
    /// assert_eq!((&*why.state, &*why.message), ("cancelled", "A cancelled order is not rated"));
    /// ```
    ElsewhereInfo<'p> {
        /// The state.
        state: StateId<'p>,
        /// Why not, in a sentence.
        message: Words<'p>,
    }
}
