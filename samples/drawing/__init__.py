"""The sample episode's picture: a host and a guest before the Pearl River, drawn with Pillow alone."""
