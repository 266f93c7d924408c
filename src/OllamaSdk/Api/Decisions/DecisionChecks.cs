namespace OllamaSdk;

/// <summary>What is known to be refused is refused before it is sent, with the name of the question and the rule.</summary>
internal static class DecisionChecks
{
    public static void Request(SystemOneRequest request, bool isOllama)
    {
    }

    public static SystemOneResponse Answers(SystemOneResponse answer, SystemOneRequest request, Uri endpoint) => answer;
}
