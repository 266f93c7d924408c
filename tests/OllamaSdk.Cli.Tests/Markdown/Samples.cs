namespace OllamaSdk.Cli.Tests.Markdown;

/// <summary>Texts with all that is drawn.</summary>
internal static class Samples
{
    public const string Text =
        """
        # Heading one #

        Some *emphasis*, **bold**, ***both***, ~~struck~~ and `code`, with a [link](https://example.com/a_b) and https://bare.example.com/x_y.
        Second line 2 ** 3 and 5*3 = 15, snake_case_name, 2 < 3 &amp; more \* \_ &copy;<br>after it.
        日本語のテキストはここで折り返されるはずです、長い文章です。 👍 👩‍💻 ❤️ e\u0301 done **日本**語

        Setext
        ======
        """;

    public const string Lists =
        """
        Before:
        - one
        - two with a rather long text that must be wrapped at the width of the terminal, since it does not fit
          - nested **bold**
            - deeper

            with a paragraph
        - [ ] task
        - [x] done

        1. first
        1. second
           ```bash
           echo "$HOME" # comment
           ```
        3. third
        10) other
        * star

        > quote with *text*
        lazy
        > > nested
        >
        > - list in quote
        ***
        """;

    public const string Code =
        """"
        ```python
        def f(x: int) -> str:
            """doc
            string"""
            return f"hello {x}" * 3  # comment

        ```
        ~~~diff
        + added
        - removed
        ~~~

            indented code

            more of it
        After.
        ``` json
        { "name": "a very long line of json that is wider than the terminal is, so that it goes on in the next row", "n": 1.5, "ok": true }
        ```
        ``````markdown
        ```html
        <a href="x">text</a> <!-- comment
        ```
        ``````
        ```
        never closed
        """";

    public const string Tables =
        """
        | Name | Value | Description |
        |:-----|------:|:-----------:|
        | a    | 1 | short |
        | 日本 | 22 | a longer **description** that is so long that it has to be wrapped in its cell |
        | x \| y | `code` | one | too many |
        After the table.

        a|b
        -|-
        1|2

        | not | a table |
        | at all |
        """;

    public static TheoryData<string> All => [Text, Lists, Code, Tables];
}
