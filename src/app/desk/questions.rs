//! Which questions a record asks, and which one the next digit answers.

use crate::model::annotation::Span;
use crate::model::id::AttributeId;
use crate::model::schema::{Attribute, Kind, Schema, Tier};
use crate::model::value::Value;

/// The tiers of questions that are switched on; the core always is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tiers {
    pub extension: bool,
    pub resolution: bool,
}

impl Tiers {
    pub fn shows(self, tier: Tier) -> bool {
        match tier {
            Tier::Core => true,
            Tier::Extension => self.extension,
            Tier::Resolution => self.resolution,
        }
    }
}

/// The questions shown for a record, in the order of the schema: those of the tiers switched on,
/// those required, and those answered already.
pub fn asked<'a>(
    schema: &'a Schema,
    span: &'a Span,
    tiers: Tiers,
) -> impl Iterator<Item = &'a Attribute> {
    schema
        .label(&span.label)
        .into_iter()
        .flat_map(|it| &it.attributes)
        .filter(move |it| {
            tiers.shows(it.tier) || it.required || span.attributes.get(&it.id).is_some()
        })
}

/// The question that the next digit answers: the one chosen, else the first open required one, else
/// the first open one.
pub fn current<'a>(
    schema: &'a Schema,
    span: &'a Span,
    tiers: Tiers,
    chosen: Option<&AttributeId>,
) -> Option<&'a Attribute> {
    let questions: Vec<&Attribute> = asked(schema, span, tiers).collect();
    let open = |it: &&&Attribute| span.attributes.get(&it.id).is_none();
    questions
        .iter()
        .find(|it| Some(&it.id) == chosen)
        .or_else(|| questions.iter().filter(|it| it.required).find(open))
        .or_else(|| questions.iter().find(open))
        .or_else(|| questions.first())
        .copied()
}

/// The question to ask once `answered` has been: the first open required one, else the one below.
pub fn after<'a>(
    schema: &'a Schema,
    span: &'a Span,
    tiers: Tiers,
    answered: &AttributeId,
) -> Option<&'a Attribute> {
    let questions: Vec<&Attribute> = asked(schema, span, tiers).collect();
    let required = questions
        .iter()
        .find(|it| it.required && it.id != *answered && span.attributes.get(&it.id).is_none());
    let place = questions.iter().position(|it| it.id == *answered)?;
    required.or_else(|| questions.get(place + 1)).copied()
}

/// The question above or below another one.
pub fn beside<'a>(
    schema: &'a Schema,
    span: &'a Span,
    tiers: Tiers,
    from: &AttributeId,
    down: bool,
) -> Option<&'a Attribute> {
    let questions: Vec<&Attribute> = asked(schema, span, tiers).collect();
    let place = questions.iter().position(|it| it.id == *from)?;
    let to = if down {
        place + 1
    } else {
        place.checked_sub(1)?
    };
    questions.get(to).copied()
}

/// What digit `n` (from 1) answers to a question; `Some(None)` withdraws the answer.
/// The digit of the answer already given withdraws it; on a flag any digit flips it.
pub fn by_digit(question: &Attribute, answer: Option<&Value>, n: usize) -> Option<Option<Value>> {
    match &question.kind {
        Kind::Flag => Some(flipped(answer)),
        Kind::OneOf(choices) | Kind::Ordinal(choices) => {
            let value = Value::Choice(choices.get(n.checked_sub(1)?)?.id.clone());
            Some((answer != Some(&value)).then_some(value))
        }
        Kind::SeveralOf(choices) => {
            let id = choices.get(n.checked_sub(1)?)?.id.clone();
            let mut chosen = match answer {
                Some(Value::Choices(chosen)) => chosen.clone(),
                _ => std::collections::BTreeSet::new(),
            };
            if !chosen.remove(&id) {
                chosen.insert(id);
            }
            Some((!chosen.is_empty()).then_some(Value::Choices(chosen)))
        }
        Kind::Number { .. } | Kind::Date | Kind::Interval | Kind::Text | Kind::Target => None,
    }
}

/// A flag flipped; off is the absence of an answer.
pub fn flipped(answer: Option<&Value>) -> Option<Value> {
    (answer != Some(&Value::Flag(true))).then_some(Value::Flag(true))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::annotation::{Attributes, Origin};
    use crate::model::id::{AnnotatorId, LabelId, SpanId, TargetId};
    use crate::store::schemas::Template;

    fn schema() -> Schema {
        Template::by_id("stance-prediction")
            .unwrap()
            .schema()
            .unwrap()
    }

    fn span(label: &str, answers: &[(&str, Value)]) -> Span {
        let attributes: Attributes = answers
            .iter()
            .map(|(id, value)| (AttributeId::new(id), value.clone()))
            .collect();
        Span {
            id: SpanId::new("s-1"),
            label: LabelId::new(label),
            at: Vec::from([0..1]),
            attributes,
            note: String::new(),
            origin: Origin::Manual,
            by: AnnotatorId::new("anna"),
            when: jiff::Timestamp::UNIX_EPOCH,
            conflict: None,
            was: None,
        }
    }

    fn choice(id: &str) -> Value {
        Value::Choice(crate::model::id::ChoiceId::new(id))
    }

    #[test]
    fn digits_answer_the_first_open_required_question() {
        let schema = schema();
        let stance = span("stance", &[]);
        let asked = current(&schema, &stance, Tiers::default(), None).unwrap();
        assert_eq!(asked.id.as_str(), "polarity");
        assert_eq!(by_digit(asked, None, 2), Some(Some(choice("against"))));
        assert_eq!(
            by_digit(asked, Some(&choice("against")), 2),
            Some(None),
            "the same digit withdraws"
        );
        assert_eq!(by_digit(asked, None, 9), None);
    }

    #[test]
    fn after_an_answer_the_next_required_question_is_asked_then_the_one_below() {
        let schema = schema();
        let stance = span("stance", &[("polarity", choice("against"))]);
        let next = after(
            &schema,
            &stance,
            Tiers::default(),
            &AttributeId::new("polarity"),
        )
        .unwrap();
        assert_eq!(next.id.as_str(), "target");
        let full = span(
            "stance",
            &[
                ("polarity", choice("against")),
                ("target", Value::Target(TargetId::new("t"))),
            ],
        );
        let next = after(
            &schema,
            &full,
            Tiers::default(),
            &AttributeId::new("target"),
        )
        .unwrap();
        assert!(!next.required);
    }

    #[test]
    fn questions_of_other_tiers_are_asked_when_switched_on_or_answered() {
        let schema = schema();
        let ids = |span: &Span, tiers| -> Vec<String> {
            asked(&schema, span, tiers)
                .map(|it| it.id.to_string())
                .collect()
        };
        let plain = span("prediction", &[]);
        assert!(!ids(&plain, Tiers::default()).contains(&"mode".to_owned()));
        let on = Tiers {
            extension: true,
            resolution: false,
        };
        assert!(ids(&plain, on).contains(&"mode".to_owned()));
        let answered = span("prediction", &[("mode", choice("wish"))]);
        assert!(ids(&answered, Tiers::default()).contains(&"mode".to_owned()));
    }

    #[test]
    fn a_flag_is_on_or_not_answered() {
        assert_eq!(flipped(None), Some(Value::Flag(true)));
        assert_eq!(flipped(Some(&Value::Flag(true))), None);
    }
}
