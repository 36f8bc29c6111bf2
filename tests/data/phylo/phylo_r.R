# Frozen values against which mirror_abm.inference.phylo is tested (tests/inference/test_phylo.py).
#
#   Rscript phylo_r.R          in this folder: writes the inputs below and expected.csv
#
# Made with R 4.2.2, ape 5.7, nlme 3.1.162, phytools 1.5.1 (Debian 12: r-base-core, r-cran-ape,
# r-cran-nlme, r-cran-phytools). Nothing of R is needed to run the tests.
#
# Inputs, made here too, so that both sides read the same text: tree_*.nwk and traits_*.csv.
#   library      the tree of species/tree.nwk, all 44 tips
#   pruned       a part of it: what comes before its last common ancestor is cut off
#   fossils      22 tips, some of which end early (not ultrametric)
#   polytomy     15 tips, several daughters at three nodes
suppressMessages({library(ape); library(nlme); library(phytools)})
options(digits = 15)
set.seed(20261128)

scaled <- function(x) as.numeric(scale(x))
trees <- list(library = read.tree("../../../species/tree.nwk"))
trees$pruned <- keep.tip(trees$library, c(
  "Homo_sapiens", "Pan_troglodytes", "Gorilla_gorilla", "Macaca_mulatta", "Callithrix_jacchus",
  "Mus_musculus", "Rattus_norvegicus", "Felis_catus", "Suricata_suricatta", "Tursiops_truncatus",
  "Elephas_maximus", "Equus_caballus"))
trees$fossils <- rtree(22)
trees$polytomy <- read.tree(text = paste0(
  "((a1:2,a2:2,a3:2,a4:2):3,(b1:1.5,b2:1.5,(b3:1,b4:1,b5:1):0.5):3.5,",
  "((c1:0.7,c2:0.7):1.3,c3:2,c4:2):3,(d1:4,d2:4):1);"))

traits <- function(tree) {
  n <- Ntip(tree)
  C <- vcv(tree); C <- C / mean(diag(C)); L <- t(chol(C))
  some <- C * 0.6; diag(some) <- diag(C)
  x <- as.numeric(L %*% rnorm(n))
  w <- as.numeric(t(chol(some)) %*% rnorm(n))
  data.frame(species = tree$tip.label, brownian = x, some = w, noise = rnorm(n),
             y = 1 + 0.8 * x + as.numeric(t(chol(some)) %*% rnorm(n)),
             mass = exp(2 * w + rnorm(n) / 3),
             diet = sample(c("fruit", "leaves", "meat"), n, replace = TRUE))
}

rows <- list()
add <- function(case, what, name, value)
  rows[[length(rows) + 1]] <<- data.frame(case = case, what = what, name = name,
                                          value = sprintf("%.15g", value))

for (case in names(trees)) {
  tree <- trees[[case]]
  write.tree(tree, paste0("tree_", case, ".nwk"), digits = 15)
  tree <- read.tree(paste0("tree_", case, ".nwk"))
  data <- traits(tree)
  for (column in setdiff(names(data), c("species", "diet")))
    data[[column]] <- as.numeric(sprintf("%.12g", data[[column]]))
  write.csv(data, paste0("traits_", case, ".csv"), row.names = FALSE, quote = FALSE)
  rownames(data) <- data$species
  data$height <- diag(vcv(tree))[data$species]

  # signal: phytools
  for (trait in c("brownian", "some", "noise", "y")) {
    x <- setNames(data[[trait]], data$species)
    lambda <- phylosig(tree, x, method = "lambda", test = TRUE)
    add(case, paste("signal", trait), "phytools_lambda", lambda$lambda)
    add(case, paste("signal", trait), "phytools_logL", lambda$logL)
    add(case, paste("signal", trait), "phytools_logL0", lambda$logL0)
    add(case, paste("signal", trait), "phytools_K", phylosig(tree, x, method = "K"))
  }

  # regressions: nlme
  formulas <- list(simple = y ~ brownian, two = y ~ brownian + noise, log = some ~ log(mass),
                   words = y ~ brownian + diet, product = y ~ brownian * noise,
                   none = y ~ brownian - 1, mean = some ~ 1)
  # the largest likelihood in [0, 1], to more digits than gls and phylosig themselves go to
  highest <- function(height) {
    grid <- sort(unique(c(seq(0, 1, length.out = 101), 1 - 10^-(3:6))))
    at <- which.max(sapply(grid, height))
    ends <- c(grid[max(1, at - 1)], grid[min(length(grid), at + 1)])
    candidates <- c(optimize(height, ends, maximum = TRUE, tol = 1e-12)$maximum, 0, 1)
    candidates[which.max(sapply(candidates, height))]
  }
  fitted <- function(formula, at, method, weighted = TRUE)
    gls(formula, data, correlation = corPagel(at, tree, fixed = TRUE, form = ~species),
        weights = if (weighted) varFixed(~height) else NULL, method = method)
  keep <- function(label, model) {
    table <- summary(model)$tTable
    for (term in rownames(table)) {
      add(case, label, paste("estimate", term), table[term, "Value"])
      add(case, label, paste("error", term), table[term, "Std.Error"])
      add(case, label, paste("t", term), table[term, "t-value"])
      add(case, label, paste("p", term), table[term, "p-value"])
    }
    add(case, label, "logL", as.numeric(logLik(model)))
    add(case, label, "sigma", model$sigma)
  }
  for (trait in c("brownian", "some", "noise", "y")) {
    formula <- as.formula(paste(trait, "~ 1"))
    height <- function(at) as.numeric(logLik(fitted(formula, at, "ML")))
    best <- highest(height)
    add(case, paste("signal", trait), "best_lambda", best)
    add(case, paste("signal", trait), "best_logL", height(best))
    add(case, paste("signal", trait), "logL1", height(1))
  }
  for (name in names(formulas)) {
    formula <- formulas[[name]]
    for (method in c("ML", "REML")) {
      best <- highest(function(at) as.numeric(logLik(fitted(formula, at, method))))
      label <- paste("pgls", name, method)
      add(case, label, "lambda", best)
      keep(label, fitted(formula, best, method))
      # gls's own estimate, which knows no bounds; kept where it lies within [0, 1]
      own <- try(gls(formula, data, correlation = corPagel(best * 0.9 + 0.05, tree, form = ~species),
                     weights = varFixed(~height), method = method), silent = TRUE)
      if (!inherits(own, "try-error")) {
        value <- as.numeric(coef(own$modelStruct$corStruct, unconstrained = FALSE))
        if (value > 0.001 && value < 0.999) {
          add(case, label, "nlme_lambda", value)
          add(case, label, "nlme_logL", as.numeric(logLik(own)))
          add(case, label, "nlme_AIC", AIC(own))
        }
      }
    }
    for (at in c(0, 0.4, 1)) keep(paste("pgls", name, "at", at), fitted(formula, at, "ML"))
    keep(paste("equal", name, "at 0.4"), fitted(formula, 0.4, "ML", weighted = FALSE))
    ordinary <- lm(formula, data)
    table <- summary(ordinary)$coefficients
    for (term in rownames(table)) {
      add(case, paste("ordinary", name), paste("estimate", term), table[term, 1])
      add(case, paste("ordinary", name), paste("error", term), table[term, 2])
      add(case, paste("ordinary", name), paste("p", term), table[term, 4])
    }
    add(case, paste("ordinary", name), "logL", as.numeric(logLik(ordinary)))
    add(case, paste("ordinary", name), "AIC", AIC(ordinary))
  }
}
write.csv(do.call(rbind, rows), "expected.csv", row.names = FALSE, quote = FALSE)
