"""Prather, Peters, Nowicki & Mooney 2008: units active in singing a song respond when it is heard.

Units in the song nucleus HVC of swamp sparrows respond to the playback of one song of the bird's
own repertoire, and to similar songs of other birds, much as they do when the bird sings that song;
they respond to no other song. For a singing bird, hearing itself is enough.
"""

from .contract import Rearing, Stimulus, higher, own_sound, positive

CITATION, CONFIDENCE = "prather_2008", "A"
SPECIES, EFFECTOR, SUBJECTS = "melospiza_georgiana", "syrinx", ("developed",)
MEASURE, READOUTS = "response to playback (share of singing)", ("same", "similar", "different")
NOTE = (
    "The published birds were ordinary singers. The group raised with nothing but its own song "
    "shows what the associative account says of them, and deaf birds are its prediction: neither "
    "is in the claims. What is played back is the bird's own song, which excites the units for its "
    "own voice; a similar song of another bird excites those for the voices of others, by 0.7 "
    "(assumed). A unit is a motor unit here "
    "because it is active in singing, so disturbed feedback leaves it unchanged by construction: "
    "that finding, and the timing within a song, are not tested."
)

SONGS = ("song_a", "song_b", "song_c")
OTHERS = ("being_imitated", "complementary", "mirrors", "sound", "synchrony", "watching_others")

CONDITIONS = {
    "singers": (Rearing(), ()),
    "alone": (Rearing(without=OTHERS), ()),
    "deaf": (Rearing(without=("all",)), ()),
}

PATTERN = (
    positive("singers_same"),
    higher("singers_same", "singers_different"),
    higher("singers_similar", "singers_different"),
)


def similar(song):
    """Return a song of another bird that resembles this one."""
    return Stimulus(song, 0.7, f"another's {song}", 0.3, modality="auditory")


def measure(subject):
    """Return the mean response of each song's units to it, to a similar song, and to the others."""
    return {
        "same": sum(subject.drive(own_sound(song), song) for song in SONGS) / 3,
        "similar": sum(subject.drive(similar(song), song) for song in SONGS) / 3,
        "different": sum(
            subject.drive(own_sound(other), song)
            for song in SONGS
            for other in SONGS
            if other != song
        )
        / 6,
    }
