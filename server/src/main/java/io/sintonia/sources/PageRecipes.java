package io.sintonia.sources;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** How channels are found on pages, as {@code recipes/pages.txt} in the jar says, where the form is described too. */
record PageRecipes(List<Recipe> recipes) {
    PageRecipes {
        recipes = List.copyOf(recipes);
    }

    /** One block of the file. */
    record Recipe(String block, Map<String, String> said) {
        Recipe {
            said = Map.copyOf(said);
        }

        /** What stands behind a key, its alternatives apart; empty if it is not there. */
        List<String> of(String key) {
            String text = said.getOrDefault(key, "");
            return Stream.of(text.split(" \\| "))
                    .map(String::strip)
                    .filter(part -> !part.isEmpty())
                    .toList();
        }

        String text(String key) {
            return said.getOrDefault(key, "");
        }

        /** A list with commas, in lower case. */
        List<String> words(String key) {
            return Stream.of(text(key).split(","))
                    .map(word -> word.strip().toLowerCase(Locale.ROOT))
                    .toList();
        }
    }

    /** A selector with the attribute behind its {@code @}, which is "" for the element's text. */
    record Spot(String selector, String attribute) {
        static Spot of(String text) {
            int at = text.lastIndexOf('@');
            return at < 0 ? new Spot(text, "") : new Spot(text.substring(0, at), text.substring(at + 1));
        }
    }

    /** Those of one block, in their order. */
    List<Recipe> of(String block) {
        return recipes.stream().filter(recipe -> recipe.block().equals(block)).toList();
    }

    /** Those in the jar. */
    static PageRecipes builtIn() {
        try (InputStream in = PageRecipes.class.getResourceAsStream("/recipes/pages.txt")) {
            if (in == null) {
                throw new IllegalStateException("recipes/pages.txt is not in the jar");
            }
            return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static PageRecipes parse(String text) {
        List<Recipe> recipes = new ArrayList<>();
        Map<String, String> block = new LinkedHashMap<>();
        for (String line : Stream.concat(text.lines(), Stream.of("")).toList()) {
            int colon = line.indexOf(": ");
            if (line.isBlank() && block.containsKey("block")) {
                recipes.add(new Recipe(block.getOrDefault("block", ""), block));
                block.clear();
            } else if (!line.startsWith("#") && colon > 0) {
                block.put(
                        line.substring(0, colon).strip(),
                        line.substring(colon + 2).strip());
            }
        }
        return new PageRecipes(recipes);
    }
}
