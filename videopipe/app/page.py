"""page"""


def page_of(job, programme):
    return lambda bundle: "<html></html>"
