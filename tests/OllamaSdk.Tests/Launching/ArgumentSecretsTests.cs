using OllamaSdk.Launching;

namespace OllamaSdk.Tests.Launching;

/// <summary>Which of a server's arguments are kept out of what is shown of its output.</summary>
public sealed class ArgumentSecretsTests
{
    [Theory]
    [InlineData("--max-tokens 4096")]
    [InlineData("--max-tokens=4096")]
    [InlineData("--max_new_tokens 32768")]
    [InlineData("--maxTokens 4096")]
    [InlineData("-max-token 4096")]
    [InlineData("--max-num-batched-tokens 8192")]
    [InlineData("--num-predict-tokens 8192")]
    [InlineData("--max-tokens -1000")]
    [InlineData("--max-tokens 4096k")]
    [InlineData("--n-predict 4096")]
    [InlineData("--num_predict 4096")]
    [InlineData("--tokenizer org/model")]
    [InlineData("--tokenizer-mode auto")]
    [InlineData("--api-key --verbose")]
    public void A_number_of_tokens_is_no_secret(string line) => Assert.Empty(ArgumentSecrets.Of(line.Split(' ')));

    [Theory]
    [InlineData("--api-key 12345678", "12345678")]
    [InlineData("--api-key=12345678", "12345678")]
    [InlineData("--hf-token 12345678", "12345678")]
    [InlineData("--token 12345678", "12345678")]
    [InlineData("--tokens 12345678", "12345678")]
    [InlineData("--auth-tokens 12345678", "12345678")]
    [InlineData("--max-auth-tokens 12345678", "12345678")]
    [InlineData("--administrator-token 12345678", "12345678")]
    [InlineData("--max-tokens hf_12345678", "hf_12345678")]
    [InlineData("--max-tokens 12345678901234567890", "12345678901234567890")]
    [InlineData("--tokenizer-password hunter22", "hunter22")]
    [InlineData("--tokenizer-token hunter22", "hunter22")]
    public void A_key_is_one(string line, string secret) => Assert.Equal([secret], ArgumentSecrets.Of(line.Split(' ')));
}
