//! Labels seen by those who see fewer colors: simulated after Machado, Oliveira and Fernandes (2009), at full
//! strength, and compared in CIELAB.

use sententia::model::schema::{Label, Rgb, Tier};

use super::{SCHEMAS, schema};

type Matrix = [[f64; 3]; 3];

/// How colors are seen, as a change of linear red, green and blue.
const VISIONS: [(&str, Matrix); 4] = [
    (
        "all colors",
        [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]],
    ),
    (
        "protanopia",
        [
            [0.152_286, 1.052_583, -0.204_868],
            [0.114_503, 0.786_281, 0.099_216],
            [-0.003_882, -0.048_116, 1.051_998],
        ],
    ),
    (
        "deuteranopia",
        [
            [0.367_322, 0.860_646, -0.227_968],
            [0.280_085, 0.672_501, 0.047_413],
            [-0.011_820, 0.042_940, 0.968_881],
        ],
    ),
    (
        "tritanopia",
        [
            [1.255_528, -0.076_749, -0.178_779],
            [-0.078_411, 0.930_809, 0.147_602],
            [0.004_733, 0.691_367, 0.303_900],
        ],
    ),
];

/// What tells two lines of one pattern apart; about four times the least difference that is seen.
const APART: f64 = 10.0;
/// What tells the labels used most apart at a glance, without their patterns.
const FAR_APART: f64 = 15.0;

#[test]
fn core_labels_of_the_main_schema_differ_by_color_alone_in_every_vision() {
    let labels = schema("stance-prediction").labels;
    let core: Vec<&Label> = labels.iter().filter(|it| it.tier == Tier::Core).collect();
    assert_eq!(core.len(), 4);
    for (a, b) in pairs(&core) {
        for (vision, matrix) in VISIONS {
            let apart = distance(a.color, b.color, matrix);
            assert!(
                apart >= FAR_APART,
                "{} and {}, {vision}: {apart:.1}",
                a.id,
                b.id
            );
        }
    }
}

#[test]
fn labels_that_look_alike_in_some_vision_have_different_lines() {
    for id in SCHEMAS {
        let labels = schema(id).labels;
        let labels: Vec<&Label> = labels.iter().collect();
        for (a, b) in pairs(&labels) {
            for (vision, matrix) in VISIONS {
                let apart = distance(a.color, b.color, matrix);
                assert!(
                    apart >= APART || a.pattern != b.pattern,
                    "{id}: {} and {}, {vision}: {apart:.1}",
                    a.id,
                    b.id
                );
            }
        }
    }
}

#[test]
fn red_and_green_are_alike_without_green_cones() {
    let (red, green) = (Rgb(0xA0, 0x60, 0x30), Rgb(0x70, 0x72, 0x30));
    let [usual, _, without, _] = VISIONS;
    assert!(distance(red, green, without.1) < 0.5 * distance(red, green, usual.1));
}

fn pairs<'a>(labels: &'a [&'a Label]) -> impl Iterator<Item = (&'a Label, &'a Label)> {
    let rest = |i: usize| labels[i + 1..].iter().copied();
    labels
        .iter()
        .enumerate()
        .flat_map(move |(i, a)| rest(i).map(move |b| (*a, b)))
}

/// How far apart two colors are seen (CIE 1976).
fn distance(a: Rgb, b: Rgb, vision: Matrix) -> f64 {
    let (a, b) = (lab(a, vision), lab(b, vision));
    let squares = a.iter().zip(b).map(|(a, b)| (a - b).powi(2));
    squares.sum::<f64>().sqrt()
}

fn lab(color: Rgb, vision: Matrix) -> [f64; 3] {
    let seen = times(vision, [color.0, color.1, color.2].map(linear)).map(|it| it.clamp(0.0, 1.0));
    let [x, y, z] = times(
        [
            [0.4124, 0.3576, 0.1805],
            [0.2126, 0.7152, 0.0722],
            [0.0193, 0.1192, 0.9505],
        ],
        seen,
    );
    let root = |t: f64| {
        if t > 0.008_856 {
            t.cbrt()
        } else {
            7.787 * t + 16.0 / 116.0
        }
    };
    let (x, y, z) = (root(x / 0.950_47), root(y), root(z / 1.088_83));
    [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
}

fn times(matrix: Matrix, [a, b, c]: [f64; 3]) -> [f64; 3] {
    matrix.map(|row| row[0] * a + row[1] * b + row[2] * c)
}

fn linear(channel: u8) -> f64 {
    let c = f64::from(channel) / 255.0;
    if c <= 0.040_45 {
        c / 12.92
    } else {
        ((c + 0.055) / 1.055).powf(2.4)
    }
}
