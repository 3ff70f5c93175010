from evaluate import evaluate_group


def evaluate_item(item):
    if isinstance(item, list):
        return evaluate_group(item)
    return len(item)
