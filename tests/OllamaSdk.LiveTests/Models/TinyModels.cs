namespace OllamaSdk.LiveTests.Models;

/// <summary>The models that the tests talk with.</summary>
internal static class TinyModels
{
    // What all of them have in common: turns between marks, and a prompt that ends behind "assistant" and a line end.
    private const string Turn = "{{- '<|im_start|>' + m.role + '\n' }}";
    private const string Turns = "{% for m in messages %}" + Turn + "{{- m.content + '<|im_end|>\n' }}{% endfor %}";
    private const string Begin = "{% if add_generation_prompt %}{{- '<|im_start|>assistant\n' }}{% endif %}";

    private const string ToolTurns = """
        {% if tools %}{{- '<|im_start|>system\nTools, one JSON object a line:\n<tools>\n' }}{% for t in tools %}{{- t | tojson }}{{- '\n' }}{% endfor %}
        {{- '</tools>\nTo call one, answer with\n<tool_call>\n{"name": ..., "arguments": {...}}\n</tool_call><|im_end|>\n' }}{% endif %}
        {%- for m in messages %}{% if m.role == 'tool' %}{{- '<|im_start|>user\n<tool_response>\n' + m.content + '\n</tool_response><|im_end|>\n' }}
        {%- else %}
        """ + Turn + """
        {% if m.content %}{{- m.content }}{% endif %}{% for c in m.tool_calls or [] %}{{- '\n<tool_call>\n{"name": "' + c.function.name + '", "arguments": ' }}
        {{- c.function.arguments | tojson }}{{- '}\n</tool_call>' }}{% endfor %}{{- '<|im_end|>\n' }}{% endif %}{% endfor %}
        """;

    /// <summary>Random words without an end.</summary>
    public static TinyModel Babbler { get; } = new("babbler") { Template = Turns + Begin };

    /// <summary>Says that the sky is blue, whatever it is asked.</summary>
    public static TinyModel Talker { get; } = new("talker")
    {
        Template = Turns + Begin,
        Says = [("\n", "The"), ("The", " sky"), (" sky", " is"), (" is", " blue"), (" blue", " – "), (" – ", "always."), ("always.", Vocabulary.EndOfTurn)],
    };

    /// <summary>Thinks before it says so; told not to think it only says so.</summary>
    public static TinyModel Thinker { get; } = new("thinker")
    {
        Template = Turns + "{% if add_generation_prompt %}{{- '<|im_start|>assistant\n' }}"
            + "{% if enable_thinking is defined and not enable_thinking %}{{- '<think>\n\n</think>' }}{% else %}{{- '<think>\n' }}{% endif %}{% endif %}",
        Marks = ["<think>", "</think>"],
        Says =
        [
            ("\n", "What"), ("What", " colour?"), (" colour?", "</think>"), ("</think>", "Blue"), ("Blue", " it is."), (" it is.", Vocabulary.EndOfTurn),
        ],
    };

    /// <summary>Asks for the weather in Lyon, and once it was told says that it is mild.</summary>
    public static TinyModel Caller { get; } = new("caller")
    {
        Template = ToolTurns + "{% if add_generation_prompt %}{{- '<|im_start|>assistant\n' }}{% if messages[-1].role == 'tool' %}{{- '<so>' }}{% endif %}{% endif %}",
        Marks = ["<tool_call>", "</tool_call>", "<so>"],
        Says =
        [
            ("\n", "<tool_call>"), ("<tool_call>", CallBegins), (CallBegins, CallEnds), (CallEnds, "</tool_call>"), ("</tool_call>", Vocabulary.EndOfTurn),
            ("<so>", "Mild"), ("Mild", " in Lyon."), (" in Lyon.", Vocabulary.EndOfTurn),
        ],
    };

    /// <summary>Makes a vector of 64 numbers of a text.</summary>
    public static TinyModel Embedder { get; } = new("embedder") { Pooling = 1 };

    private const string CallBegins = "\n{\"name\": \"get_weather\", \"arguments\": {\"city\": \"Ly";
    private const string CallEnds = "on\"}}\n";
}
