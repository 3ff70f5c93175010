import threading
import time

from shelves import Shelves
from supplier import Supplier


def loop(supplier, every):
    while True:
        supplier.order_low()
        time.sleep(every)


def main():
    shelves = Shelves()
    shelves.fill()
    supplier = Supplier(shelves)
    worker = threading.Thread(target=loop, args=(supplier, 60))
    worker.daemon = True
    worker.start()
    worker.join()


if __name__ == "__main__":
    main()
