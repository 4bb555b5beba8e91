//! Carrying spans to a corrected text. What a span says decides: it is carried silently only where the very
//! same words stand where a comparison of both texts puts them; everything else is told, to be judged.

mod align;
mod beside;
mod even;
mod judge;
mod seek;

use std::ops::Range;

use align::{Alignment, Chain, align, chains};
use beside::{beside, is_as_whole, only, same};
use seek::{Seeker, Sought};

use super::progress::{Cancelled, Progress};

pub use even::alike;

/// The fragments of a span, in bytes.
pub type At = Vec<Range<usize>>;

/// So many bytes of unchanged text around a fragment, or in it, are no chance.
const FIRM: usize = 24;
/// How far around a short fragment, in bytes, its words must not stand a second time.
const NEAR: usize = 2048;
/// Shorter words, in bytes, need something beside them to tell them by.
const LEAST: usize = 8;
/// More changed text than this, in bytes, beside a short fragment makes its place a guess.
const UPSET: usize = 96;
/// Where less of its words are left, in hundredths, they are looked for elsewhere.
const STRAY: usize = 50;
/// No more places are proposed for one span.
const MOST_PLACES: usize = 6;

/// What becomes of a span.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// The same words at the same place.
    Unmoved,
    /// The same words at another place.
    Moved(At),
    /// The same words, stored in another way: accents, line ends, white space, kinds of apostrophe.
    Recoded(At),
    /// Something inside was changed: the words that seem to have come in its place.
    Changed(At),
    /// The same words, but it is not sure that they are the ones meant; the likeliest place first.
    Ambiguous(Vec<At>),
    /// Nothing in the new text corresponds.
    Lost,
}

impl Fate {
    /// Whether a person should judge.
    pub fn is_doubtful(&self) -> bool {
        matches!(self, Self::Changed(_) | Self::Ambiguous(_))
    }

    /// Where the span comes to stand; for a span that is unmoved, where it stands.
    pub fn place<'a>(&'a self, at: &'a At) -> Option<&'a At> {
        match self {
            Self::Unmoved => Some(at),
            Self::Moved(it) | Self::Recoded(it) | Self::Changed(it) => Some(it),
            Self::Ambiguous(them) => them.first(),
            Self::Lost => None,
        }
    }
}

/// What becomes of each of several spans when `new` takes the place of `old`. Fragments outside the old text,
/// or that end inside a character, are lost. Stops soon when asked to.
pub fn carry(
    old: &str,
    new: &str,
    spans: &[At],
    progress: &Progress,
) -> Result<Vec<Fate>, Cancelled> {
    progress.begin("progress-comparing", spans.len());
    progress.check()?;
    let carrier = Carrier::new(old, new);
    let follow = |at: &At| {
        progress.check()?;
        Ok(at.iter().map(|it| carrier.follow(it)).collect())
    };
    let parts: Vec<Vec<Part>> = spans.iter().map(follow).collect::<Result<_, _>>()?;
    let strays = spans.iter().zip(&parts).flat_map(|(at, parts)| {
        let pairs = at.iter().zip(parts);
        pairs.filter(|it| it.1.is_stray()).map(|it| it.0.clone())
    });
    let seeker = Seeker::new(old, new, &carrier.alignment, strays);
    let fates = spans.iter().zip(parts);
    fates
        .map(|(at, parts)| {
            progress.check()?;
            progress.step();
            let found = at.iter().zip(parts);
            let found = found.map(|(it, part)| carrier.settle(it, part, &seeker));
            Ok(carrier.fate(at, found.collect()))
        })
        .collect()
}

/// What becomes of spans whose old text is not known any more, only their words: the same words at the same
/// place if `keep_place` is given, else wherever they stand; never sure.
pub fn seek(new: &str, quotes: &[&str], expected: Option<usize>) -> Fate {
    let [quote] = quotes else { return Fate::Lost };
    let mut places = seek::all(new, quote, MOST_PLACES * 8);
    if let Some(expected) = expected {
        places.sort_by_key(|it| it.abs_diff(expected));
    }
    places.truncate(MOST_PLACES);
    if places.is_empty() {
        return Fate::Lost;
    }
    let at = |start: usize| vec![start..start + quote.len()];
    Fate::Ambiguous(places.into_iter().map(at).collect())
}

/// What the comparison says of a fragment.
enum Part {
    /// All of it stands there. `firm`: beyond doubt.
    There {
        at: Range<usize>,
        firm: bool,
    },
    /// It may as well stand elsewhere.
    Either(Vec<Range<usize>>),
    /// Some of it does; `share` of it, in hundredths.
    Near {
        at: Range<usize>,
        share: usize,
    },
    Gone,
}

/// What was made of a fragment.
enum Found {
    Sure(Range<usize>),
    Likely(Vec<Range<usize>>),
    Altered(Range<usize>),
    Gone,
}

impl Part {
    /// Whether its words are to be looked for elsewhere.
    fn is_stray(&self) -> bool {
        match self {
            Self::There { .. } | Self::Either(_) => false,
            Self::Near { share, .. } => *share < STRAY,
            Self::Gone => true,
        }
    }
}

struct Carrier<'a> {
    old: &'a str,
    new: &'a str,
    alignment: Alignment,
    chains: Vec<Chain>,
    /// How many bytes are the same at the beginning and at the end.
    same: (usize, usize),
}

impl<'a> Carrier<'a> {
    fn new(old: &'a str, new: &'a str) -> Self {
        let alignment = align(old, new);
        let chains = chains(&alignment.blocks);
        Self {
            old,
            new,
            alignment,
            chains,
            same: (
                same(old.bytes().zip(new.bytes())),
                same(old.bytes().rev().zip(new.bytes().rev())),
            ),
        }
    }

    /// Where the comparison puts a fragment.
    fn follow(&self, at: &Range<usize>) -> Part {
        if at.is_empty() || self.old.get(at.clone()).is_none() {
            return Part::Gone;
        }
        if let Some(part) = self.at_edge(at) {
            return part;
        }
        let first = self.chains.partition_point(|it| it.old.end <= at.start);
        let after = self.chains.partition_point(|it| it.old.start < at.end);
        let met = self.chains.get(first..after).unwrap_or_default();
        match met {
            [] => self.replaced(at, first),
            [chain] if chain.old.start <= at.start && at.end <= chain.old.end => {
                let there = self.start_in(chain, at.start)..self.end_in(chain, at.end);
                if self.slides(first, at) {
                    return Part::Either(vec![there]);
                }
                let firm = self.is_firm(first, at);
                Part::There { at: there, firm }
            }
            _ => self.partly(at, first..after),
        }
    }

    /// Where a fragment stands up to which, or from which on, the texts are the same. Were one stretch put in,
    /// taken out or replaced, this is all there is to say. Where both are so, each is as good.
    fn at_edge(&self, at: &Range<usize>) -> Option<Part> {
        let mut places = Vec::new();
        if at.end <= self.same.0 {
            places.push(at.clone());
        }
        if self.old.len() - at.start <= self.same.1 {
            let shift = |it: usize| self.new.len() - (self.old.len() - it);
            places.push(shift(at.start)..shift(at.end));
        }
        places.dedup();
        places.retain(|it| is_as_whole((self.old, at), (self.new, it)));
        match places.len() {
            0 => None,
            1 => places.pop().map(|at| Part::There { at, firm: true }),
            _ => Some(Part::Either(places)),
        }
    }

    /// All of a fragment was replaced by something else.
    fn replaced(&self, at: &Range<usize>, next: usize) -> Part {
        let (old, new) = self.gap_before(next);
        let is_most = at.len() * 2 >= old.len();
        if new.is_empty() || !is_most || new.len() > at.len() * 4 + 40 {
            return Part::Gone;
        }
        Part::Near { at: new, share: 0 }
    }

    /// Some of a fragment is there still.
    fn partly(&self, at: &Range<usize>, met: Range<usize>) -> Part {
        let chains = self.chains.get(met.clone()).unwrap_or_default();
        let (Some(first), Some(last)) = (chains.first(), chains.last()) else {
            return Part::Gone;
        };
        let start = if first.old.start <= at.start {
            self.start_in(first, at.start)
        } else {
            let (old, new) = self.gap_before(met.start);
            if old.start >= at.start {
                new.start
            } else {
                first.new.start
            }
        };
        let end = if at.end <= last.old.end {
            self.end_in(last, at.end)
        } else {
            let (old, new) = self.gap_before(met.end);
            if old.end <= at.end {
                new.end
            } else {
                last.new.end
            }
        };
        let left: usize = chains
            .iter()
            .map(|it| letters(&self.old[it.old.start.max(at.start)..it.old.end.min(at.end)]))
            .sum();
        let all = letters(&self.old[at.clone()]).max(1);
        Part::Near {
            at: start..end.max(start),
            share: left * 100 / all,
        }
    }

    /// What is between a chain and the one before it, in both texts.
    fn gap_before(&self, chain: usize) -> (Range<usize>, Range<usize>) {
        let before = chain.checked_sub(1).and_then(|i| self.chains.get(i));
        let (old, new) = before.map_or((0, 0), |it| (it.old.end, it.new.end));
        let after = self.chains.get(chain);
        let ends = after.map_or((self.old.len(), self.new.len()), |it| {
            (it.old.start, it.new.start)
        });
        (old..ends.0, new..ends.1)
    }

    fn start_in(&self, chain: &Chain, at: usize) -> usize {
        let blocks = self
            .alignment
            .blocks
            .get(chain.blocks.clone())
            .unwrap_or_default();
        let i = blocks.partition_point(|it| it.old.end <= at);
        blocks.get(i).map_or(chain.new.end, |it| {
            let inside = at.saturating_sub(it.old.start);
            if it.exact {
                it.new.start + inside
            } else {
                it.new.start
            }
        })
    }

    fn end_in(&self, chain: &Chain, at: usize) -> usize {
        let blocks = self
            .alignment
            .blocks
            .get(chain.blocks.clone())
            .unwrap_or_default();
        let i = blocks.partition_point(|it| it.old.end < at);
        blocks.get(i).map_or(chain.new.end, |it| {
            let inside = at.saturating_sub(it.old.start);
            if it.exact {
                it.new.start + inside
            } else {
                it.new.end
            }
        })
    }

    /// Whether a fragment inside a chain is beyond doubt: enough of the text around it is the same, or its words stand there only once and little was changed beside them.
    fn is_firm(&self, chain: usize, at: &Range<usize>) -> bool {
        let Some(it) = self.chains.get(chain) else {
            return false;
        };
        let is_whole = it.old.len() == self.old.len() && it.new.len() == self.new.len();
        if is_whole || it.old.len() - at.len() >= FIRM || at.len() >= FIRM * 2 {
            return true;
        }
        let once = |text: &str, range| only((self.old, at), (text, &nearby(text, range))).is_some();
        self.is_little_changed(at) && once(self.old, &it.old) && once(self.new, &it.new)
    }

    /// Whether a fragment at the end of a chain may as well be the same words in what was put in or taken out
    /// beside it: `the the`, of which one was there before.
    fn slides(&self, chain: usize, at: &Range<usize>) -> bool {
        let (before, after) = (self.gap_before(chain), self.gap_before(chain + 1));
        let Some(chain) = self.chains.get(chain) else {
            return false;
        };
        let both = [
            (self.old, &before.0, &after.0),
            (self.new, &before.1, &after.1),
        ];
        let others = [(&before.1, &after.1), (&before.0, &after.0)];
        both.iter()
            .zip(others)
            .any(|((text, before, after), others)| {
                let text = text.as_bytes();
                let forward = text[before.start..].iter().zip(&text[before.end..]);
                let forward = || same(forward.take(chain.old.len()));
                let back = text[..after.end]
                    .iter()
                    .rev()
                    .zip(text[..after.start].iter().rev());
                let back = || same(back.take(chain.old.len()));
                let is_pure =
                    |one: &Range<usize>, other: &Range<usize>| !one.is_empty() && other.is_empty();
                is_pure(before, others.0) && at.end - chain.old.start <= forward()
                    || is_pure(after, others.1) && chain.old.end - at.start <= back()
            })
    }

    /// Whether little was changed on both sides of a fragment.
    fn is_little_changed(&self, at: &Range<usize>) -> bool {
        let first = self.chains.partition_point(|it| it.old.end <= at.start);
        let after = self.chains.partition_point(|it| it.old.start < at.end);
        let gaps = [self.gap_before(first), self.gap_before(after)];
        gaps.iter().all(|it| it.0.len().max(it.1.len()) <= UPSET)
    }

    /// What to make of a fragment after its words were looked for elsewhere.
    fn settle(&self, at: &Range<usize>, part: Part, seeker: &Seeker) -> Found {
        let (near, share) = match part {
            Part::There { at, firm: true } => return Found::Sure(at),
            Part::There { at: there, .. } if self.alone(at, &there).as_ref() == Some(&there) => {
                return Found::Sure(there);
            }
            Part::There { at, .. } => return Found::Likely(vec![at]),
            Part::Either(them) => return Found::Likely(them),
            Part::Near { at, share } => (Some(at), share),
            Part::Gone => (None, 0),
        };
        let whole = if share == 0 {
            self.alone(at, &self.about(at))
        } else {
            let there = self.whole(at);
            there.filter(|it| self.alone(at, it).as_ref() == Some(it))
        };
        if let Some(it) = whole {
            return Found::Sure(it);
        }
        let sought = if share < STRAY {
            seeker.seek(at, |it| self.is_free(it))
        } else {
            Sought::Nowhere
        };
        match (sought, near) {
            (Sought::Sure(it), _) => Found::Sure(it),
            (_, Some(near)) if share > 0 => self.altered(near),
            (Sought::Likely(them), _) => Found::Likely(them),
            (Sought::Nowhere, Some(near)) => self.altered(near),
            (Sought::Nowhere, None) => Found::Gone,
        }
    }

    /// Where all of a fragment stands of which the comparison has found a part, if nothing but signs and blanks
    /// was taken for something else there: one blank is like another.
    fn whole(&self, at: &Range<usize>) -> Option<Range<usize>> {
        let met = |it: &&Chain| it.old.start < at.end && at.start < it.old.end;
        let first = self.chains.partition_point(|it| it.old.end <= at.start);
        let mut met = self.chains.get(first..)?.iter().take_while(met);
        met.find_map(|it| {
            let own = it.old.start.max(at.start)..it.old.end.min(at.end);
            let part = self.start_in(it, own.start);
            let start = part.checked_sub(own.start - at.start)?;
            let there = start..start + at.len();
            let is_said = letters(&self.old[own.clone()]) > 0;
            let image = part..part + own.len();
            let is_free = is_said
                && self.new.get(there.clone()) == self.old.get(at.clone())
                && self.is_free(&(there.start..image.start))
                && self.is_free(&(image.end..there.end));
            is_free.then_some(there)
        })
    }

    /// Whether no words of the old text are known to stand in a stretch of the new one.
    fn is_free(&self, there: &Range<usize>) -> bool {
        let next = self.chains.partition_point(|it| it.new.end <= there.start);
        let met = self.chains.get(next..).unwrap_or_default().iter();
        met.take_while(|it| it.new.start < there.end).all(|it| {
            let common = it.new.start.max(there.start)..it.new.end.min(there.end);
            self.new.get(common).is_some_and(|it| letters(it) == 0)
        })
    }

    /// Where the words of a fragment stand in a stretch, if they stand near it only once, as they did.
    fn alone(&self, at: &Range<usize>, near: &Range<usize>) -> Option<Range<usize>> {
        only((self.old, at), (self.old, &nearby(self.old, at)))?;
        let start = only((self.old, at), (self.new, &nearby(self.new, near)))?;
        let there = start..start + at.len();
        if !(near.start <= there.start && there.end <= near.end) {
            return None;
        }
        let same = || beside((self.old, at), (self.new, &there), LEAST);
        let is_enough =
            at.len() >= LEAST || self.is_little_changed(at) || same().iter().any(|it| *it >= LEAST);
        is_enough.then_some(there)
    }

    /// Where a fragment of which nothing was found would stand.
    fn about(&self, at: &Range<usize>) -> Range<usize> {
        self.gap_before(self.chains.partition_point(|it| it.old.end <= at.start))
            .1
    }

    fn altered(&self, at: Range<usize>) -> Found {
        let words = &self.new[at.clone()];
        let start = at.start + (words.len() - words.trim_start().len());
        let end = at.start + words.trim_end().len();
        if start < end {
            Found::Altered(start..end)
        } else {
            Found::Gone
        }
    }
}

/// The text around a range as far as it counts as near.
fn nearby(text: &str, around: &Range<usize>) -> Range<usize> {
    let start = text.floor_char_boundary(around.start.saturating_sub(NEAR));
    let end = text.ceil_char_boundary((around.end + NEAR).min(text.len()));
    start..end
}

fn letters(text: &str) -> usize {
    text.chars().filter(|it| it.is_alphanumeric()).count()
}

#[cfg(test)]
mod tests;
