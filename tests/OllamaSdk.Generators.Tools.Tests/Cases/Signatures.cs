namespace Cases;

public enum Color { Red, Green }

/// <summary>The functions of tool_schema.json, as C# methods with the same name.</summary>
public static partial class Functions
{
    /// <summary>Add two numbers together.</summary>
    /// <param name="x">The first number</param>
    /// <param name="y">The second number</param>
    [LlmTool] public static int add_numbers(int x, int? y = null) => x;

    /// <summary>Add two numbers together.</summary>
    /// <param name="x">: The first number</param>
    /// <param name="y">The second number</param>
    [LlmTool] public static int add_two_numbers(int x, int y) => x;

    [LlmTool] public static void no_docstring_with_args(int x, int y) { }

    /// <summary>A function with only a description.</summary>
    [LlmTool] public static void only_description_with_args(int x, int y) { }

    /// <summary>A function with no types.</summary>
    [LlmTool] public static void no_types(string a, string b) { }

    /// <summary>A function with parentheses and args.</summary>
    /// <param name="a">First (:thing) number to add</param>
    /// <param name="b">Second number to add</param>
    [LlmTool] public static void func_with_parentheses_and_args(int a, int b) { }

    /// <summary>d</summary>
    [LlmTool] public static void optional_nodefault(int? a, string? b = null) { }

    /// <summary>d</summary>
    [LlmTool] public static void en(Color c) { }

    /// <summary>
    /// Do it.
    ///
    /// More text here.
    /// </summary>
    /// <param name="a">the a</param>
    /// <example>do(1)</example>
    [LlmTool] public static void example_section(int a) { }

    /// <summary>d</summary>
    [LlmTool] public static void ann([Description("from field"), Range(1, 5)] int a) { }

    /// <summary>d</summary>
    [LlmTool] public static void under(int _a, int b) { }

    /// <summary>d</summary>
    /// <param name="u">The URL: e.g. https://x.y (full)</param>
    [LlmTool] public static void url_desc(string u) { }

    /// <summary>Performs a web search</summary>
    /// <param name="query">The query to search for</param>
    /// <param name="max_results">The maximum number of results to return (default: 3)</param>
    /// <returns>WebSearchResponse with the search results</returns>
    [LlmTool] public static void web_search(string query, int max_results = 3) { }

    /// <summary>d</summary>
    [LlmTool] public static void kwonly(int a, bool? b = null) { }
}

public sealed partial class K
{
    /// <summary>method doc</summary>
    /// <param name="a">the a</param>
    [LlmTool] public int m(int a) => a;
}
