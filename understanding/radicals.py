"""The radical of a Chinese character: what sort of thing it is about, also of one that was never met."""

from bisect import bisect

RADICALS = (
    "一丨丶丿乙亅二亠人儿入八冂冖冫几凵刀力勹匕匚匸十卜卩厂厶又口囗土士夂夊夕大女子宀寸小尢尸屮山巛工己巾干幺广廴廾弋弓彐彡彳心戈戶手支攴文斗斤方无日曰月木欠止歹殳毋"
    "比毛氏气水火爪父爻爿片牙牛犬玄玉瓜瓦甘生用田疋疒癶白皮皿目矛矢石示禸禾穴立竹米糸纟缶网羊羽老而耒耳聿肉臣自至臼舌舛舟艮色艸虍虫血行衣襾見见角言讠谷豆豕豸貝贝赤走"
    "足身車车辛辰辵邑酉釆里金钅長长門门阜隶隹雨靑非面革韋韦韭音頁页風风飛飞食饣首香馬马骨高髟鬥鬯鬲鬼魚鱼鳥鸟鹵鹿麥麦麻黃黍黑黹黽黾鼎鼓鼠鼻齊齐齒齿龍龙龜龟龠"
)
"""Unicode lists the characters by radical, and each radical before those that have it."""


def radical_of(char: str) -> str:
    """Return the radical; what is no Chinese character stands for itself."""
    return RADICALS[bisect(RADICALS, char) - 1] if "一" <= char <= "龥" else char
