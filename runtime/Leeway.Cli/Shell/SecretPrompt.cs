using System.Text;

namespace Leeway.Cli;

/// <summary>Asks a person for a secret, and does not show what is typed.</summary>
internal static class SecretPrompt
{
    /// <summary>Asks for a secret on the terminal. Returns null if the input is not a terminal, or nothing was typed.</summary>
    public static string? Ask(string question)
    {
        if (Console.IsInputRedirected)
        {
            return null;
        }

        Console.Error.Write($"{question}: ");
        StringBuilder secret = new();
        while (Console.ReadKey(intercept: true) is { Key: not ConsoleKey.Enter } key)
        {
            if (key.Key == ConsoleKey.Backspace)
            {
                secret.Length = Math.Max(0, secret.Length - 1);
            }
            else if (!char.IsControl(key.KeyChar))
            {
                secret.Append(key.KeyChar);
            }
        }

        Console.Error.WriteLine();
        return secret.Length == 0 ? null : secret.ToString();
    }
}
