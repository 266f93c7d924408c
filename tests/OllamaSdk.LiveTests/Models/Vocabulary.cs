using System.Text;

namespace OllamaSdk.LiveTests.Models;

/// <summary>The tokens of a tiny model: every byte, the marks of a chat, and whole texts that the model says in one go.</summary>
internal sealed class Vocabulary
{
    // What the format calls a token that is text, one that steers, and one that users may write.
    private const int Normal = 1;
    private const int Control = 3;
    private const int UserDefined = 4;

    // As every vocabulary of this kind must have some; models of random weights never care.
    private static readonly string[] s_pairs = ["he", "in", "er", "on", "an", "re", "th"];
    private static readonly string[] s_marks = ["<|bos|>", "<|eos|>", "<|im_start|>", EndOfTurn];

    private static readonly string[] s_byteNames = NameBytes();

    private readonly List<string> _tokens = [.. s_byteNames];
    private readonly List<int> _kinds = [.. s_byteNames.Select(_ => Normal)];

    /// <param name="marks">Tokens that begin and end a part of an answer.</param>
    /// <param name="texts">Texts that are one token each.</param>
    public Vocabulary(IEnumerable<string> marks, IEnumerable<string> texts)
    {
        Add(s_pairs, Normal);
        Add(s_marks, Control);
        Add(marks, UserDefined);
        Add(texts.Select(Written), Normal);
    }

    public const string EndOfTurn = "<|im_end|>";

    public int Size => _tokens.Count;

    /// <param name="text">A mark, or a text that is one token.</param>
    public int IdOf(string text)
    {
        var id = _tokens.IndexOf(text);
        id = id < 0 ? _tokens.IndexOf(Written(text)) : id;
        return id < 0 ? throw new ArgumentException($"'{text}' is no token.", nameof(text)) : id;
    }

    public void WriteTo(GgufWriter file)
    {
        file.Set("tokenizer.ggml.model", "gpt2");
        file.Set("tokenizer.ggml.pre", "llama-bpe");
        file.Set("tokenizer.ggml.tokens", _tokens);
        file.Set("tokenizer.ggml.token_type", _kinds);
        file.Set("tokenizer.ggml.merges", [.. s_pairs.Select(pair => $"{pair[0]} {pair[1]}")]);
        file.Set("tokenizer.ggml.bos_token_id", (uint)IdOf("<|bos|>"));
        file.Set("tokenizer.ggml.eos_token_id", (uint)IdOf(EndOfTurn));
        file.Set("tokenizer.ggml.add_bos_token", false);
    }

    private void Add(IEnumerable<string> tokens, int kind)
    {
        foreach (var token in tokens.Where(token => !_tokens.Contains(token)))
        {
            _tokens.Add(token);
            _kinds.Add(kind);
        }
    }

    private static string Written(string text) => string.Concat(Encoding.UTF8.GetBytes(text).Select(b => s_byteNames[b]));

    // Vocabularies of this kind write each byte as a character that can be seen.
    private static string[] NameBytes()
    {
        var names = new string[256];
        var hidden = 0;
        for (var b = 0; b < 256; b++)
        {
            var isSeen = b is (>= 33 and <= 126) or (>= 161 and <= 172) or >= 174;
            names[b] = ((char)(isSeen ? b : 256 + hidden++)).ToString();
        }

        return names;
    }
}
