namespace OllamaSdk.TestKit;

/// <summary>The client left while a script was sending or reading. The server takes it as the script's natural end.</summary>
public sealed class ClientGoneException(Exception cause) : IOException("The client closed the connection.", cause);
