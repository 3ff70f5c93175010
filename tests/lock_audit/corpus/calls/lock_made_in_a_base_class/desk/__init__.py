# corpus: strict not checked
