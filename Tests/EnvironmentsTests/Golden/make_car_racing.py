"""Records drives of Gymnasium's CarRacing-v3: whole ones with motion and pictures, and many tracks.

    python3 -m pip install gymnasium==1.4.0 numpy==2.4.6 box2d==2.3.10 pygame-ce==2.5.8
    python3 Tests/EnvironmentsTests/Golden/make_car_racing.py

Parity/CarRacing-v3.safetensors holds whole drives: even seeds act at random, odd ones steer gently with gas, so that
the car drives. car_racing.json describes what resets draw.
"""

import json
import pathlib
import struct

import gymnasium
import numpy as np

HERE = pathlib.Path(__file__).parent
SEEDS = [0, 1, 3]
STEPS = 300
PICTURES = [-1, 0, 49, 99, 199, 299]


def motion(body):
    (x, y), (vx, vy) = body.position, body.linearVelocity
    return [x, y, body.angle, vx, vy, body.angularVelocity]


def car(env):
    car = env.unwrapped.car
    bodies = [motion(body) for body in [car.hull, *car.wheels]]
    wheels = [[w.omega, w.phase, w.gas, w.brake, w.steer, w.joint.angle] for w in car.wheels]
    return bodies, wheels


def actions(seed):
    generator = np.random.default_rng(seed)
    if seed % 2 == 0:
        low, high = np.array([-1, 0, 0]), np.array([1, 1, 1])
        return generator.uniform(low, high, (STEPS, 3)).astype(np.float32)
    held = [[generator.uniform(-0.3, 0.3), generator.uniform(0.2, 0.6), 0] for _ in range(STEPS // 10)]
    return np.repeat(np.array(held, np.float32), 10, axis=0)


def drive(seed, taken, record):
    env = gymnasium.make("CarRacing-v3")
    picture, _ = env.reset(seed=seed)
    row = len(record["tracks"])
    track = env.unwrapped.track
    record["tracks"].append(track)
    bodies, wheels = car(env)
    record["reset_bodies"].append(bodies)
    record["reset_wheels"].append(wheels)
    record["frames"].append(picture)
    record["frame_at"].append([row, -1])
    for step in range(STEPS):
        picture, reward, terminated, truncated, _ = env.step(taken[step])
        assert not (terminated or truncated)
        bodies, wheels = car(env)
        record["reward"].append(reward)
        record["bodies"].append(bodies)
        record["wheels"].append(wheels)
        record["tiles_visited"].append(env.unwrapped.tile_visited_count)
        if step in PICTURES:
            record["frames"].append(picture)
            record["frame_at"].append([row, step])


def record_drives():
    names = ["tracks", "reset_bodies", "reset_wheels", "frames", "frame_at"]
    names += ["reward", "bodies", "wheels", "tiles_visited"]
    record = {name: [] for name in names}
    taken = np.stack([actions(seed) for seed in SEEDS])
    for row, seed in enumerate(SEEDS):
        drive(seed, taken[row], record)
    shape = (len(SEEDS), STEPS)
    arrays = {
        "actions": taken,
        "reward": np.array(record["reward"]).reshape(shape),
        "bodies": np.array(record["bodies"], np.float32).reshape(*shape, 5, 6),
        "wheels": np.array(record["wheels"], float).reshape(*shape, 4, 6),
        "tiles_visited": np.array(record["tiles_visited"]).reshape(shape),
        "reset_bodies": np.array(record["reset_bodies"], np.float32),
        "reset_wheels": np.array(record["reset_wheels"], float),
        "track_length": np.array([len(track) for track in record["tracks"]]),
        "track": np.concatenate([np.array(track) for track in record["tracks"]]),
        "frames": np.array(record["frames"], np.uint8),
        "frame_at": np.array(record["frame_at"]),
    }
    write_safetensors(HERE / "Parity/CarRacing-v3.safetensors", arrays)


def write_safetensors(path, arrays):
    types = {"float32": "F32", "float64": "F64", "int64": "I64", "uint8": "U8"}
    header, blobs, offset = {}, [], 0
    for name, array in arrays.items():
        blob = np.ascontiguousarray(array).tobytes()
        header[name] = {
            "dtype": types[str(array.dtype)], "shape": list(array.shape), "data_offsets": [offset, offset + len(blob)],
        }
        blobs.append(blob)
        offset += len(blob)
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    path.write_bytes(struct.pack("<Q", len(text)) + text + b"".join(blobs))


def describe(env):
    """What a reset has drawn: the track, as its length and last point, the kerbs, colours, and the generator."""
    env = env.unwrapped
    track = np.array(env.track)
    kerbs = [polygon for polygon, color in env.road_poly if isinstance(color, tuple)]
    return {
        "tiles": len(track),
        "last": track[-1].tolist(),
        "kerbs": len(kerbs),
        "kerb_sum": float(np.sum(kerbs)) if kerbs else 0.0,
        "colors": [*map(float, env.road_color), *map(float, env.bg_color), *map(float, env.grass_color)],
        "state": hex(env.np_random.bit_generator.state["state"]["state"]),
    }


def record_tracks():
    rows = []
    for randomize in [False, True]:
        for seed in range(12):
            env = gymnasium.make("CarRacing-v3", domain_randomize=randomize)
            resets = []
            for count in range(4):
                env.reset(seed=seed if count == 0 else None)
                resets.append(describe(env))
            rows.append({"domain_randomize": randomize, "seed": seed, "resets": resets})
    (HERE / "car_racing.json").write_text("[\n" + ",\n".join(map(json.dumps, rows)) + "\n]\n")


if __name__ == "__main__":
    record_drives()
    record_tracks()
