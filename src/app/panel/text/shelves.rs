//! Where pictures lie in a texture: side by side on shelves, of which those longest out of use give way to new ones.

/// Heights of shelves go in such steps, in texels.
const STEP: usize = 4;

/// The shelves of a texture, from the top, without gaps.
pub struct Shelves {
    width: usize,
    height: usize,
    list: Vec<Shelf>,
}

/// A row of pictures.
#[derive(Clone, Copy, Debug)]
struct Shelf {
    top: usize,
    height: usize,
    /// Texels taken from the left.
    filled: usize,
    /// The frame that last painted from it.
    used: u64,
}

/// A free place and what had to go for it.
#[derive(Debug, PartialEq, Eq)]
pub struct Room {
    pub x: usize,
    pub y: usize,
    /// Rows from which all pictures are gone.
    pub cleared: std::ops::Range<usize>,
}

impl Shelves {
    pub fn new(width: usize, height: usize) -> Self {
        Self {
            width,
            height,
            list: Vec::new(),
        }
    }

    /// Makes the texture taller.
    pub fn grow(&mut self, height: usize) {
        self.height = height.max(self.height);
    }

    /// A place for a picture of `width` by `height` texels, a margin included, on a shelf that is not full.
    pub fn take(&mut self, width: usize, height: usize, frame: u64) -> Option<Room> {
        let height = height.next_multiple_of(STEP);
        let fits = |it: &Shelf| it.height == height && it.filled + width <= self.width;
        let found = match self.list.iter().position(fits) {
            Some(found) => found,
            None => self.add(height)?,
        };
        self.place(found, width, frame)
    }

    /// A place for a picture where shelves are cleared that `frame` does not use.
    pub fn replace(&mut self, width: usize, height: usize, frame: u64) -> Option<Room> {
        let height = height.next_multiple_of(STEP);
        let window = self.oldest(height, frame)?;
        let top = self.list.get(window.start)?.top;
        let room: usize = self
            .list
            .get(window.clone())?
            .iter()
            .map(|it| it.height)
            .sum();
        let shelf = |top, height| Shelf {
            top,
            height,
            filled: 0,
            used: 0,
        };
        let rest = (room > height).then(|| shelf(top + height, room - height));
        let first = window.start;
        self.list
            .splice(window, [shelf(top, height)].into_iter().chain(rest));
        let place = self.place(first, width, frame)?;
        Some(Room {
            cleared: top..top + room,
            ..place
        })
    }

    /// Says that the shelf at `top` is painted from in this frame.
    pub fn touch(&mut self, top: usize, frame: u64) {
        let found = self.list.binary_search_by_key(&top, |it| it.top);
        if let Some(shelf) = found.ok().and_then(|at| self.list.get_mut(at)) {
            shelf.used = frame;
        }
    }

    /// Adds an empty shelf at the foot.
    fn add(&mut self, height: usize) -> Option<usize> {
        let top = self.list.last().map_or(0, |it| it.top + it.height);
        if top + height > self.height {
            return None;
        }
        self.list.push(Shelf {
            top,
            height,
            filled: 0,
            used: 0,
        });
        Some(self.list.len() - 1)
    }

    fn place(&mut self, shelf: usize, width: usize, frame: u64) -> Option<Room> {
        let limit = self.width;
        let shelf = self.list.get_mut(shelf)?;
        if shelf.filled + width > limit {
            return None;
        }
        let (x, y) = (shelf.filled, shelf.top);
        shelf.filled += width;
        shelf.used = frame;
        Some(Room {
            x,
            y,
            cleared: 0..0,
        })
    }

    /// The neighbouring shelves that together are high enough and of which the last use is longest ago.
    fn oldest(&self, height: usize, frame: u64) -> Option<std::ops::Range<usize>> {
        let windows = (0..self.list.len()).filter_map(|start| self.window(start, height, frame));
        let found = windows.min_by_key(|(window, used)| (*used, window.len()));
        found.map(|(window, _)| window)
    }

    /// The fewest shelves from `start` that are high enough and not in use; and when one was last used.
    fn window(
        &self,
        start: usize,
        height: usize,
        frame: u64,
    ) -> Option<(std::ops::Range<usize>, u64)> {
        let (mut room, mut used) = (0, 0);
        for (at, shelf) in self.list.iter().enumerate().skip(start) {
            if shelf.used >= frame {
                return None;
            }
            room += shelf.height;
            used = used.max(shelf.used);
            if room >= height {
                return Some((start..at + 1, used));
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_of_a_height_share_a_shelf() {
        let mut shelves = Shelves::new(100, 40);
        let at = |room: Option<Room>| room.map(|it| (it.x, it.y));
        assert_eq!(at(shelves.take(40, 18, 1)), Some((0, 0)));
        assert_eq!(at(shelves.take(40, 19, 1)), Some((40, 0)));
        assert_eq!(at(shelves.take(40, 20, 1)), Some((0, 20)));
        assert_eq!(at(shelves.take(40, 24, 1)), None);
        shelves.grow(80);
        assert_eq!(at(shelves.take(40, 24, 1)), Some((0, 40)));
        assert_eq!(at(shelves.take(101, 4, 1)), None);
    }

    #[test]
    fn what_is_longest_out_of_use_gives_way() {
        let mut shelves = Shelves::new(10, 40);
        for frame in 1..=5 {
            assert!(shelves.take(10, 8, frame).is_some());
        }
        assert_eq!(shelves.take(10, 8, 6), None);
        shelves.touch(0, 6);
        let room = shelves.replace(10, 8, 6).unwrap();
        assert_eq!((room.y, room.cleared), (8, 8..16));
        let room = shelves.replace(10, 16, 6).unwrap();
        assert_eq!((room.y, room.cleared), (16, 16..32));
        let room = shelves.replace(10, 4, 6).unwrap();
        assert_eq!((room.y, room.cleared), (32, 32..40));
        assert!(shelves.take(10, 4, 6).is_some(), "the rest of it");
        assert_eq!(shelves.replace(10, 8, 6), None, "all is in use");
    }
}
