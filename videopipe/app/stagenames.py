"""What stages are called, by the first part of a task's label: (English, Chinese)."""

STAGES = {
    "ingest": ("reading", "读取素材"),
    "analyse": ("analysing", "分析"),
    "audio": ("sound", "声音"),
    "graphics": ("graphics", "图文"),
    "picture": ("picture", "画面"),
    "infographics": ("infographics", "动态图解"),
    "clips": ("clips", "短片"),
    "images": ("images", "图片"),
    "measure": ("measuring", "复核"),
    "qc": ("quality control", "质检"),
}
