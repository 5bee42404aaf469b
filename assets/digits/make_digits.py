"""Makes digits.png of the handwritten digits that scikit-learn brings (Alpaydin and Kaynak 1998, UCI, CC BY 4.0): ten rows of
174 pictures of 8 x 8 pixels, a row for each digit; ink is bright. Needs scikit-learn and Pillow."""

import numpy as np
from PIL import Image
from sklearn.datasets import load_digits

digits = load_digits()
count = min(np.bincount(digits.target))
rows = [np.hstack(list(digits.images[digits.target == digit][:count])) for digit in range(10)]
Image.fromarray((np.vstack(rows) * 15).astype(np.uint8)).save("digits.png", optimize=True)
