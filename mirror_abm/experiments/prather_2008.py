"""Prather, Peters, Nowicki & Mooney 2008: units that sing a song answer when the bird hears it.

Units in the song nucleus HVC of swamp sparrows respond to the playback of one song of the bird's own repertoire, and to
similar songs of others, much as they do when it sings that song, and to no other song. For a singing bird it is enough to
hear itself.
"""

from .contract import Rearing, Stimulus, higher, positive, sound

CITATION, CONFIDENCE = "prather_2008", "A"
SPECIES, EFFECTOR, SUBJECTS = "melospiza_georgiana", "syrinx", ("developed",)
MEASURE, READOUTS = "response to playback (share of singing)", ("same", "similar", "different")
NOTE = (
    "The published birds were ordinary singers; the group raised with nothing but its own song is what the "
    "associative account says of them, and deaf birds are its prediction: neither is in the claims. A similar song "
    "overlaps by 0.7 (assumed). Singing is what makes a motor unit one here, so that disturbed feedback leaves it as "
    "it is by construction: that finding, and the timing within a song, are not tested."
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
    """Return a song of another bird that resembles ``song``."""
    return Stimulus(song, 0.7, f"another's {song}", 0.3, modality="auditory")


def measure(subject):
    """Return the mean response of the units of each song to that song, to a similar one, and to the others."""
    return {
        "same": sum(subject.drive(sound(song), song) for song in SONGS) / 3,
        "similar": sum(subject.drive(similar(song), song) for song in SONGS) / 3,
        "different": sum(
            subject.drive(sound(other), song) for song in SONGS for other in SONGS if other != song
        )
        / 6,
    }
