/** Version of the emulator's own interface under /_emulator/. */
export const emulatorVersion = '1';
