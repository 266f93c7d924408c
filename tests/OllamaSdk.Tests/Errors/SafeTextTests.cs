namespace OllamaSdk.Tests.Errors;

public sealed class SafeTextTests
{
    [Fact]
    public void Secrets_go_wherever_they_stand_the_longest_first()
    {
        var safe = new SafeText("secret", "secret-and-more", null);

        Assert.Equal("***|***|x***y", safe.Clean("secret|secret-and-more|xsecrety", 100));
    }

    [Fact]
    public void Text_is_bounded_and_says_so() => Assert.Equal("abc…", new SafeText().Clean("abcdef", 3));

    [Fact]
    public void Text_up_to_the_bound_is_left_as_it_is() => Assert.Equal("a\tb\r\nc", new SafeText().Clean("a\tb\r\nc"u8, 6));

    [Fact]
    public void Very_short_secrets_would_cut_every_word() => Assert.Equal("a key", new SafeText("key").Clean("a key", 10));

    [Fact]
    public void A_text_may_end_inside_a_character_of_a_secret() => Assert.Equal("a ***", new SafeText("pässwörd").Clean([.. "a pässw"u8, 0xC3], 100));

    [Fact]
    public void A_secret_that_is_cut_may_begin_with_another() => Assert.Equal("a ***", new SafeText("key-1", "key-1-longer").Clean("a key-1-longe", 100));
}
