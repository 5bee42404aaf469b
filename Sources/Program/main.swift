import Palaestra

Palaestra.main()
