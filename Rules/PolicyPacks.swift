package enum PolicyPacks {}
