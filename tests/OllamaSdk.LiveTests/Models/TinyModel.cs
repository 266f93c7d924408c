namespace OllamaSdk.LiveTests.Models;

/// <summary>A language model of a few hundred KiB, which a real server loads in a blink. Its weights are random: left alone it speaks nonsense.</summary>
/// <param name="Name">The name of its file, and what clients call it.</param>
internal sealed record TinyModel(string Name)
{
    private const int Width = 64;
    private const int Layers = 2;
    private const int Heads = 4;
    private const int Hidden = 128;

    /// <summary>The template that makes a prompt of a chat; none for a model that only embeds.</summary>
    public string? Template { get; init; }

    public int Context { get; init; } = 4096;

    /// <summary>How the vectors of a text's tokens become one; none for a model that chats.</summary>
    public uint? Pooling { get; init; }

    /// <summary>Marks that begin and end a part of an answer.</summary>
    public string[] Marks { get; init; } = [];

    /// <summary>What it says for certain: after which token comes which. The first one of an answer comes after the prompt's last token.</summary>
    public (string Before, string After)[] Says { get; init; } = [];

    /// <returns>Where the file is.</returns>
    public string WriteTo(string folder)
    {
        var texts = Says.Select(pair => pair.After).Where(text => text != Vocabulary.EndOfTurn && !Marks.Contains(text));
        var words = new Vocabulary(Marks, texts);
        var file = new GgufWriter();
        Describe(file, words);
        words.WriteTo(file);
        AddWeights(file, words);
        var path = Path.Combine(folder, Name + ".gguf");
        file.Save(path);
        return path;
    }

    private void Describe(GgufWriter file, Vocabulary words)
    {
        file.Set("general.architecture", "llama");
        file.Set("general.name", Name);
        file.Set("general.type", "model");
        file.Set("general.file_type", 0u);
        file.Set("llama.block_count", (uint)Layers);
        file.Set("llama.context_length", (uint)Context);
        file.Set("llama.embedding_length", (uint)Width);
        file.Set("llama.feed_forward_length", (uint)Hidden);
        file.Set("llama.attention.head_count", (uint)Heads);
        file.Set("llama.attention.head_count_kv", (uint)Heads);
        file.Set("llama.rope.dimension_count", (uint)(Width / Heads));
        file.Set("llama.vocab_size", (uint)words.Size);
        file.Set("llama.attention.layer_norm_rms_epsilon", 1e-5f);
        file.Set("llama.rope.freq_base", 10000f);
        if (Pooling is { } pooling)
        {
            file.Set("llama.pooling_type", pooling);
        }

        if (Template is not null)
        {
            file.Set("tokenizer.chat_template", Template);
        }
    }

    private void AddWeights(GgufWriter file, Vocabulary words)
    {
        // The same for every run: what the models say is then the same too.
        var random = new Random(21);
        var read = Noise(random, Width * words.Size);
        var spoken = Noise(random, Width * words.Size);
        for (var i = 0; i < Says.Length; i++)
        {
            // One number of the vector is for this pair alone: the first text sets it, the second one follows from it.
            for (var token = 0; token < words.Size; token++)
            {
                read[(token * Width) + i] = 0;
                spoken[(token * Width) + i] = 0;
            }

            read[(words.IdOf(Says[i].Before) * Width) + i] = 3;
            spoken[(words.IdOf(Says[i].After) * Width) + i] = 20;
        }

        file.Add("token_embd.weight", read, Width, words.Size);
        file.Add("output_norm.weight", Ones(), Width);
        file.Add("output.weight", spoken, Width, words.Size);
        for (var layer = 0; layer < Layers; layer++)
        {
            AddLayer(file, $"blk.{layer}.", random);
        }
    }

    private void AddLayer(GgufWriter file, string name, Random random)
    {
        file.Add(name + "attn_norm.weight", Ones(), Width);
        file.Add(name + "ffn_norm.weight", Ones(), Width);
        foreach (var part in (string[])["attn_q", "attn_k", "attn_v"])
        {
            file.Add($"{name}{part}.weight", Noise(random, Width * Width), Width, Width);
        }

        // Where it is to say something certain the layers add nothing: the next token follows from the last one alone.
        file.Add(name + "attn_output.weight", Says.Length > 0 ? new float[Width * Width] : Noise(random, Width * Width), Width, Width);
        file.Add(name + "ffn_gate.weight", Noise(random, Width * Hidden), Width, Hidden);
        file.Add(name + "ffn_up.weight", Noise(random, Width * Hidden), Width, Hidden);
        file.Add(name + "ffn_down.weight", Says.Length > 0 ? new float[Hidden * Width] : Noise(random, Hidden * Width), Hidden, Width);
    }

    private static float[] Ones()
    {
        var numbers = new float[Width];
        Array.Fill(numbers, 1);
        return numbers;
    }

    // Even rather than normal: what matters is only that it is small and of both signs.
    private static float[] Noise(Random random, int count)
    {
        var numbers = new float[count];
        for (var i = 0; i < count; i++)
        {
            numbers[i] = (random.NextSingle() - 0.5f) * 0.35f;
        }

        return numbers;
    }
}
