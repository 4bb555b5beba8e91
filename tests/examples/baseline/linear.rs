//! Logistic regression over sparse features, learned by stochastic descent with a rate for each
//! feature (`AdaGrad`). Nothing is random but the order of the examples, and that is the same each time.

use super::features::N_FEATURES;

/// A sentence.
pub struct Example {
    /// Sorted, each once, below [`N_FEATURES`].
    pub features: Vec<usize>,
    pub positive: bool,
}

/// A learned model.
pub struct Linear {
    weights: Vec<f64>,
    bias: f64,
    threshold: f64,
}

const EPOCHS: usize = 5;
const RATE: f64 = 0.1;
/// Keeps the weights of rare features small.
const DECAY: f64 = 1e-2;

impl Linear {
    /// Learns from examples. The rarer class counts for more, so that both matter alike.
    pub fn train(examples: &[&Example]) -> Self {
        let mut model = Self {
            weights: vec![0.0; N_FEATURES],
            bias: 0.0,
            threshold: 0.0,
        };
        let mut seen = vec![1e-6; N_FEATURES];
        let yes = examples.iter().filter(|it| it.positive).count().max(1);
        let no = (examples.len() - yes.min(examples.len())).max(1);
        let weight_of_yes = no as f64 / yes as f64;
        let mut order: Vec<usize> = (0..examples.len()).collect();
        let mut random = 0x9e37_79b9_7f4a_7c15_u64;
        for _ in 0..EPOCHS {
            shuffle(&mut order, &mut random);
            for example in order.iter().filter_map(|i| examples.get(*i)) {
                let weight = if example.positive { weight_of_yes } else { 1.0 };
                model.learn(example, weight, &mut seen);
            }
        }
        model
    }

    /// The same model, saying yes from another score on.
    #[must_use]
    pub fn with_threshold(self, threshold: f64) -> Self {
        Self { threshold, ..self }
    }

    /// Whether a sentence has the label.
    pub fn says(&self, example: &Example) -> bool {
        self.score(example) >= self.threshold
    }

    /// The higher, the likelier.
    pub fn score(&self, example: &Example) -> f64 {
        let scale = 1.0 / (example.features.len().max(1) as f64).sqrt();
        let sum: f64 = example
            .features
            .iter()
            .filter_map(|it| self.weights.get(*it))
            .sum();
        self.bias + sum * scale
    }

    fn learn(&mut self, example: &Example, weight: f64, seen: &mut [f64]) {
        let chance = 1.0 / (1.0 + (-self.score(example)).exp());
        let error = weight * (chance - f64::from(u8::from(example.positive)));
        let scale = 1.0 / (example.features.len().max(1) as f64).sqrt();
        self.bias -= 0.01 * error;
        for i in &example.features {
            let (Some(it), Some(seen)) = (self.weights.get_mut(*i), seen.get_mut(*i)) else {
                continue;
            };
            let slope = error * scale + DECAY * *it;
            *seen += slope * slope;
            *it -= RATE * slope / seen.sqrt();
        }
    }
}

/// Fisher and Yates, with numbers by xorshift.
fn shuffle(order: &mut [usize], random: &mut u64) {
    for i in (1..order.len()).rev() {
        *random ^= *random << 13;
        *random ^= *random >> 7;
        *random ^= *random << 17;
        order.swap(i, (*random % (i as u64 + 1)) as usize);
    }
}
