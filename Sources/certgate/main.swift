import CommandLineInterface
import Glibc

exit(CommandLineTool.runProcess().rawValue)
